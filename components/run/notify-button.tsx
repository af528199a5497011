import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Bell } from '#components/ui/icons/lucide.tsx';

/**
 * A button that asks the browser for permission to notify. The permission ends with this start, as its host name does.
 * Nothing is shown where the browser has no notifications or the admin has decided.
 */
export function NotifyButton({ className }: { className: string }) {
  const [canAsk, setCanAsk] = useState(false);
  useEffect(() => setCanAsk('Notification' in window && Notification.permission === 'default'), []);
  if (!canAsk) return null;
  return (
    <Button
      variant="quiet"
      className={className}
      onClick={() =>
        void Notification.requestPermission().then((permission) => setCanAsk(permission === 'default'))
      }
    >
      <Bell size={13} />
      <span className="max-sm:sr-only">Notify me</span>
    </Button>
  );
}
