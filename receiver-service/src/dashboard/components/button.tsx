import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';

type Look = {
	readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
	readonly small?: boolean;
	readonly icon?: IconName;
};
type ButtonProps = Look &
	Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> & {
		/** Something it started is under way: it cannot be pressed again. */
		readonly busy?: boolean;
	};

const classOf = ({ kind = 'plain', small = false }: Look): string =>
	['button', kind === 'plain' ? '' : `button-${kind}`, small ? 'button-small' : '']
		.filter((each) => each !== '')
		.join(' ');

export const Button = ({ kind, small, icon, busy, children, ...rest }: ButtonProps) => (
	<button
		type="button"
		{...rest}
		className={classOf({ kind, small })}
		// Disabled, it would lose the focus of who pressed it.
		aria-disabled={busy === true ? true : undefined}
		aria-busy={busy === true ? true : undefined}
		onClick={busy === true ? (event) => event.preventDefault() : rest.onClick}
	>
		{icon === undefined ? null : <Icon name={icon} />}
		{children}
	</button>
);

/** Only an icon: `label` is what it says. */
export const IconButton = ({
	label,
	icon,
	...rest
}: Omit<ButtonProps, 'children' | 'icon'> & {
	readonly label: string;
	readonly icon: IconName;
}) => {
	const { kind = 'quiet', small, busy, ...others } = rest;
	return (
		<button
			type="button"
			title={label}
			{...others}
			className={`${classOf({ kind, small })} button-icon`}
			disabled={others.disabled === true || busy === true}
			aria-label={label}
		>
			<Icon name={icon} />
		</button>
	);
};

/** A way to another view that looks like a button. */
export const ButtonLink = ({
	href,
	children,
	kind,
	small,
	icon,
}: Look & { readonly href: string; readonly children: ReactNode }) => (
	<Link href={href} className={classOf({ kind, small })}>
		{icon === undefined ? null : <Icon name={icon} />}
		{children}
	</Link>
);
