import { Component, type ReactNode } from 'react';

type Props = {
	/** Another place begins anew. */
	readonly place: string;
	readonly broken: ReactNode;
	readonly children: ReactNode;
};

/** React knows no function for this: a view that breaks takes only itself down. */
export class Boundary extends Component<Props, { readonly brokenAt: string | null }> {
	override state = { brokenAt: null };

	override componentDidCatch(): void {
		this.setState({ brokenAt: this.props.place });
	}

	static getDerivedStateFromError() {
		return { brokenAt: '' };
	}

	override componentDidUpdate(before: Props): void {
		if (before.place !== this.props.place && this.state.brokenAt !== null) {
			this.setState({ brokenAt: null });
		}
	}

	override render(): ReactNode {
		return this.state.brokenAt === null ? this.props.children : this.props.broken;
	}
}
