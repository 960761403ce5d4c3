import type { Failure } from './shrink.ts';

/** A history that broke an invariant once, and what was wrong. It is played in every `npm test`. */
export interface Regression extends Failure {
  readonly was: string;
}

/** The worlds are those of `profileOf`: where that changes, a history is no longer the one that failed (it still must not fail). */
export const regressions: readonly Regression[] = [
  {
    was: 'a restored copy counted the 404s after a POST it knew, not after the last one, and sent again before H',
    seed: 12,
    steps: 1500,
    until: 1795189263738,
    invariant: 'I2',
    history: [
      ['clerk:8', 'seal@760137'],
      ['clerk:12', 'seal@736558'],
      ['clerk:15', 'seal@4965'],
      ['clerk:16', 'seal@3534'],
      ['clerk:17', 'seal@450476'],
      ['get:6', 'hangs@760791'],
      ['world:3', 'outage@539743'],
      ['clerk:19', 'seal@1038750'],
      ['clerk:24', 'seal@715914'],
      ['clerk:25', 'seal@631236'],
      ['clerk:27', 'seal@412364'],
      ['clerk:28', 'seal@459658'],
      ['clerk:29', 'seal@888369'],
      ['clerk:30', 'seal@20136'],
      ['world:6', 'snapshot@311794'],
      ['clerk:31', 'seal@397839'],
      ['post:13', '403@663827'],
      ['clerk:34', 'seal@754410'],
      ['world:20', 'copy-and-back@904216'],
    ],
  },
  {
    was: 'the document of another PC under the same clave answered the question about ours, and was called accepted',
    seed: 18,
    steps: 1500,
    until: 1795189207252,
    invariant: 'I10',
    history: [
      ['clerk:67', 'seal@160155'],
      ['clerk:75', 'seal@256530'],
      ['clerk:76', 'seal@360565'],
      ['clerk:78', 'seal@7332'],
      ['clerk:83', 'seal@668843'],
      ['clerk:84', 'seal@209242'],
      ['clerk:87', 'seal@860732'],
      ['clerk:89', 'seal@1005433'],
      ['clerk:91', 'seal@352754'],
      ['clerk:92', 'seal@331917'],
      ['clerk:94', 'seal@433613'],
      ['clerk:96', 'seal@698999'],
      ['clerk:100', 'seal@59345'],
      ['clerk:101', 'seal@258303'],
      ['clerk:102', 'seal@182000'],
      ['clerk:104', 'seal@970946'],
      ['post:16', 'answer-lost@96311'],
    ],
  },
];
