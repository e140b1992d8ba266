import type { Blueprint, Module } from '../scenario.ts';

/** A rule answers what it finds wrong with a blueprint, one sentence each; none: nothing. */
export type Rule = (blueprint: Blueprint) => readonly string[];

/** How a finding names a module. */
export const named = ({ id, module }: Module): string => `module ${id} (${module})`;
