import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedFolder } from '../helpers/shared.ts';
import { broken, type Mutant, occurrences } from '../mutants/mutant.ts';
import { type Row, rows, type Section, sections } from '../mutants/rows.ts';
import { mutants } from '../mutants/table.ts';

const texts = new Map<string, string>();
const sourceOf = ({ file }: Mutant): string => {
  const text = texts.get(file) ?? readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
};

describe('the table of mutants', () => {
  test('every text to be replaced occurs exactly once, and replacing it changes the file', () => {
    const wrong = mutants.flatMap((mutant) => {
      try {
        return broken(sourceOf(mutant), mutant) === sourceOf(mutant) ? [`${mutant.id}: changes nothing`] : [];
      } catch (error) {
        return [String(error)];
      }
    });
    expect(wrong).toEqual([]);
  });

  test('no two have one name, and no two do the same', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    const deeds = mutants.map(({ file, find, replace, also }) => JSON.stringify([file, find, replace, also]));
    expect(new Set(deeds).size).toBe(deeds.length);
  });

  test('every guard is a test file', () => {
    expect([...new Set(mutants.flatMap(({ guard }) => guard))].filter((file) => !existsSync(file))).toEqual(
      [],
    );
    expect(mutants.filter(({ guard }) => guard.length === 0)).toEqual([]);
  });

  test('every clause of the specification has a mutant', () => {
    const covered = new Set<string>(mutants.map(({ row }) => row));
    expect(rows.filter(({ id }) => !covered.has(id)).map(({ id }) => id)).toEqual([]);
  });
});

test('a text is found whatever its white space, and nowhere else', () => {
  expect(occurrences('if (a)\n    return b;\nif (a) return c;', 'if (a) return b;')).toBe(1);
  expect(occurrences('if (a)return b;', 'if (a) return b;')).toBe(0);
  expect(occurrences('x.y x-y x.y', 'x.y')).toBe(2);
});

const specification = join(sharedFolder() ?? '', 'design/OUTBOX.md');

describe.skipIf(!existsSync(specification))('the list of clauses', () => {
  /** Rows, bullets or paragraphs of a section, each from its first word, without bold signs. */
  const partsOf = (section: Section): readonly string[] => {
    const text = readFileSync(specification, 'utf8');
    const number = section.split(' ')[0] ?? '';
    const body = text.split(/^## /m).find((part) => part.startsWith(`${number}. `)) ?? '';
    const kindOf = (line: string): string =>
      line.startsWith('|') ? 'rows' : line.startsWith('* ') ? 'bullets' : 'paragraphs';
    const lines = body
      .slice(body.indexOf('\n') + 1)
      .split('\n\n')
      .flatMap((block) => {
        const inside = block.split('\n');
        const table = inside.filter((line) => line.startsWith('|')).slice(2);
        const bullets = inside.filter((line) => line.startsWith('* '));
        return [
          ...inside.slice(0, 1).filter((line) => line !== '' && kindOf(line) === 'paragraphs'),
          ...table,
          ...bullets,
        ];
      });
    return lines
      .filter((line) => kindOf(line) === sections[section])
      .map((line) => line.replaceAll('**', '').replace(/^(?:\| |\* )/, ''));
  };
  const leadsOf = (section: Section): readonly string[] => {
    const list: readonly Row[] = rows;
    return [...new Set(list.filter((row) => row.section === section).map(({ lead }) => lead))];
  };

  // oxlint-disable-next-line no-unsafe-type-assertion -- the keys of a literal
  test.each(Object.keys(sections) as Section[])('names every part of section %s, in its order', (section) => {
    const leads = leadsOf(section);
    const parts = partsOf(section);
    expect(parts.map((part, index) => part.slice(0, (leads[index] ?? '').length))).toEqual(leads);
  });
});
