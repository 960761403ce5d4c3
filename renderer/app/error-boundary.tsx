import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useCopy } from '../words/language.ts';
import { copy } from './copy.ts';
import styles from './error-boundary.module.css';

interface ErrorBoundaryProps {
  /** a new key (another screen) starts afresh */
  readonly children: ReactNode;
}

/** Holds a screen that broke: the rail and the strip stay, and the clerk is told that nothing was lost. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly broken: string | undefined }> {
  override state: { readonly broken: string | undefined } = { broken: undefined };

  static getDerivedStateFromError(error: unknown): { readonly broken: string } {
    return { broken: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { broken } = this.state;
    if (broken === undefined) return this.props.children;
    return <Broken raw={broken} onReopen={() => this.setState({ broken: undefined })} />;
  }
}

function Broken({ raw, onReopen }: { readonly raw: string; readonly onReopen: () => void }) {
  const words = useCopy(copy);
  return (
    <div className={styles['place']}>
      <Banner
        tone="danger"
        sentences={{ happened: words.brokenTitle, means: words.brokenMeans, todo: words.brokenTodo }}
        raw={raw}
        action={<Button onClick={onReopen}>{words.reopen}</Button>}
      />
    </div>
  );
}
