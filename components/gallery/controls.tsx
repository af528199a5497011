'use client';
import { type ReactNode, useState } from 'react';
import { TickBox } from '#components/review/ticks/tick-box.tsx';
import { CopyButton } from '#components/shared/copy-button.tsx';
import { Button, type ButtonVariant } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Download } from '#components/ui/icons/lucide.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

const variants: Record<ButtonVariant, string> = {
  default: 'Default',
  primary: 'Primary',
  danger: 'Danger',
  quiet: 'Quiet',
};

/** Everything that is pressed, chosen or typed into. */
export function Controls() {
  return (
    <>
      <Panel title="Buttons">
        <div className="grid gap-2">
          {(['md', 'sm'] as const).map((size) =>
            Object.entries(variants).map(([variant, label]) => (
              <Row key={`${size} ${variant}`}>
                {[{}, { disabled: true }, { busy: true }].map((state) => (
                  <Button
                    key={Object.keys(state).join()}
                    variant={variant as ButtonVariant}
                    size={size}
                    {...state}
                  >
                    <Download size={13} /> {label} {Object.keys(state).join()}
                  </Button>
                ))}
              </Row>
            )),
          )}
          <Row>
            <Tooltip content="What the button does">
              <Button>With a tooltip</Button>
            </Tooltip>
            <CopyButton text="712020:example" label="Copy the account ID" />
            <Kbd>Ctrl K</Kbd>
          </Row>
        </div>
      </Panel>
      <Panel title="Checkboxes">
        <div className="grid gap-3">
          <Row>
            <Checkbox aria-label="Empty" />
            <Checkbox aria-label="Checked" defaultChecked />
            <Checkbox aria-label="Some" indeterminate />
            <Checkbox aria-label="Off" disabled />
            <Checkbox aria-label="Checked and off" disabled checked />
          </Row>
          <Row>
            {([false, true, 'some'] as const).map((checked) =>
              [null, 'protected by you'].map((blockedBy) => (
                <span key={`${checked} ${blockedBy}`} className="h-9">
                  <TickBox
                    label={`Example ${checked}`}
                    checked={checked}
                    blockedBy={blockedBy}
                    data-place=""
                    tabIndex={0}
                    onTick={() => undefined}
                  />
                </span>
              )),
            )}
          </Row>
        </div>
      </Panel>
      <Fields />
      <Layers />
    </>
  );
}

function Fields() {
  const [chosen, setChosen] = useState<'one' | 'other' | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  return (
    <Panel title="Fields">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Empty" placeholder="An example" />
        <TextField label="Filled" defaultValue="ada@example.com" hint="What it is for." />
        <TextField label="Wrong" defaultValue="ada" error="This is no e-mail address." hint="It stays." />
        <TextField label="Off" defaultValue="ada@example.com" disabled />
        <TextField label="Only to read" defaultValue="ada@example.com" readOnly />
        <Select
          label="A choice"
          value={chosen}
          onValueChange={setChosen}
          options={[
            { value: 'one', label: 'One' },
            { value: 'other', label: 'Other' },
          ]}
        />
        <Select label="A choice, off" value="one" onValueChange={() => undefined} options={[]} disabled />
        <Combobox<string>
          label="A person"
          value={person}
          onValueChange={setPerson}
          search={(text) =>
            ['Ada Example', 'Ben Sample', '見本 花子'].filter((name) =>
              name.toLowerCase().includes(text.toLowerCase()),
            )
          }
          itemKey={(name) => name}
          itemLabel={(name) => name}
          itemDetail={() => 'name@example.com'}
          placeholder="Name or e-mail"
        />
      </div>
    </Panel>
  );
}

/** Everything that opens over the page. */
function Layers() {
  const [open, setOpen] = useState(false);
  const [on, setOn] = useState(true);
  return (
    <Panel title="Layers">
      <Row>
        <Menu align="start" trigger={<Button>Open a menu</Button>}>
          <MenuItem onSelect={() => undefined}>An item</MenuItem>
          <MenuItem onSelect={() => undefined} disabled>
            An item that is off
          </MenuItem>
          <MenuItem onSelect={() => undefined} danger>
            A dangerous item
          </MenuItem>
          <MenuSeparator />
          <MenuGroup label="What these items have in common.">
            <MenuCheck checked={on} onCheckedChange={setOn}>
              On or off
            </MenuCheck>
          </MenuGroup>
        </Menu>
        <Button onClick={() => setOpen(true)}>Open a dialog</Button>
      </Row>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="A question?"
        description="What follows from the answer."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Back</Button>
            <Button variant="danger" onClick={() => setOpen(false)}>
              Do it
            </Button>
          </>
        }
      >
        <TextField label="A field" />
      </Dialog>
    </Panel>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}
