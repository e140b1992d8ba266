import { createContext, use } from 'react';
import type { IllustratedGuide } from './guide.ts';

type Pictures = IllustratedGuide['pictures'];

/** The pictures of the guide that is shown. */
export const PicturesContext = createContext<Pictures>({});
export const usePictures = (): Pictures => use(PicturesContext);
