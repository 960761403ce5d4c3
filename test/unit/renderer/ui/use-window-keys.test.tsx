import { render } from '@testing-library/react';
import { type ReactNode, useLayoutEffect } from 'react';
import { expect, test } from 'vitest';
import { useWindowKeys } from '../../../../renderer/ui/use-window-keys.ts';

const press = (key: string): void => void window.dispatchEvent(new KeyboardEvent('keydown', { key }));

function Screen({ hear }: { readonly hear: (key: string) => void }) {
  useWindowKeys(({ key }) => hear(key));
  return <p>here</p>;
}

/** Presses a key as soon as what it holds is drawn, before the browser has painted. */
function QuickClerk({ children }: { readonly children: ReactNode }) {
  useLayoutEffect(() => press('F9'), []);
  return children;
}

test('a key pressed the moment the screen stands is heard', () => {
  const heard: string[] = [];
  render(
    <QuickClerk>
      <Screen hear={(key) => heard.push(key)} />
    </QuickClerk>,
  );
  expect(heard).toEqual(['F9']);
});

test('the newest drawing hears it, once, and nobody does after the screen is gone', () => {
  const heard: string[] = [];
  const view = render(<Screen hear={(key) => heard.push(`old ${key}`)} />);
  view.rerender(<Screen hear={(key) => heard.push(`new ${key}`)} />);
  press('a');
  view.unmount();
  press('b');
  expect(heard).toEqual(['new a']);
});
