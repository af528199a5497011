import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Bell } from '#components/ui/icons/lucide.tsx';

/**
 * Asks the browser for leave to notify, on a click. The host name belongs to this start, and so does the leave. Nothing
 * is shown where the browser has no notifications or the admin has decided.
 */
export function NotifyButton({ className }: { className: string }) {
  const [canAsk, setCanAsk] = useState(false);
  useEffect(() => setCanAsk('Notification' in window && Notification.permission === 'default'), []);
  if (!canAsk) return null;
  return (
    <Button
      variant="quiet"
      className={className}
      onClick={() => void Notification.requestPermission().then((said) => setCanAsk(said === 'default'))}
    >
      <Bell size={13} />
      <span className="max-sm:sr-only">Notify me</span>
    </Button>
  );
}
