import type { Paper } from '../../domain/company/print-settings.ts';
import { fontFaces } from './fonts.ts';

/** Black on white: prints on anything. The violet of the practice company is for its mark alone. */
const base = `${fontFaces}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;color:#111;background:#fff;font-family:"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1,h2,p,dl,dd,table{margin:0}
dt{font-weight:400}
.number{text-align:right;white-space:nowrap}
.mark{border:2px solid #7c3aed;color:#5b21b6;font-weight:700;text-align:center;letter-spacing:.08em}
.watermark{position:fixed;left:0;right:0;top:38%;text-align:center;font-size:90pt;font-weight:700;letter-spacing:.1em;color:rgba(124,58,237,.13);transform:rotate(-24deg);z-index:-1}
.bad{border:2px solid #b91c1c;color:#991b1b;font-weight:700}
thead{display:table-header-group}
tr,.keep{break-inside:avoid}`;

/** A page of A4 or letter. */
const sheet = (size: 'A4' | 'letter'): string => `${base}
@page{size:${size};margin:14mm 14mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:7.5pt "Noto Sans";color:#555}}
body{font-size:9pt;line-height:1.35}
.head{display:flex;gap:10mm;align-items:flex-start;border-bottom:1.2pt solid #111;padding-bottom:4mm}
.head .who{flex:1 1 0}
.head .logo{max-width:46mm;max-height:22mm;object-fit:contain}
.head .what{flex:0 0 78mm;text-align:right}
h1{font-size:15pt;line-height:1.2;text-wrap:balance}
.who .name{font-size:12pt;font-weight:700}
.clave{font-size:7.5pt;word-break:break-all}
.label{color:#555;font-size:8pt}
.mark{padding:1mm 3mm;margin-top:2mm}
.bad{padding:1mm 3mm;margin-top:2mm}
.two{display:flex;gap:8mm;margin:4mm 0}
.two>section{flex:1 1 0}
h2{font-size:9pt;text-transform:uppercase;letter-spacing:.04em;color:#555;margin-bottom:1mm}
.facts{display:grid;grid-template-columns:auto 1fr;column-gap:3mm}
.facts dt{color:#555}
.facts dd{margin:0}
.facts .wide{grid-column:1/-1}
h1+.facts,.mark+.facts{margin-top:3mm}
.party-name{font-weight:700}
table{border-collapse:collapse;width:100%}
.lines th{text-align:left;font-size:8pt;border-bottom:.8pt solid #111;padding:1mm 1.5mm;vertical-align:bottom}
.lines td{padding:1.2mm 1.5mm;vertical-align:top}
.lines tbody{border-bottom:.4pt solid #bbb}
.lines tr:has(+.extra) td{padding-bottom:.4mm}
.lines .extra td{padding-top:0}
.lines .number,.lines th.number{text-align:right}
.lines .code{font-size:7.5pt;width:25mm}
.lines .row{white-space:nowrap;width:1%}
.lines .unit{max-width:20mm;overflow-wrap:normal;hyphens:auto}
.more{color:#444;font-size:7.5pt}
.after{display:flex;gap:8mm;margin-top:4mm;align-items:flex-start}
.after .rest{flex:1 1 0}
.totals{flex:0 0 82mm}
.totals td{padding:.5mm 0}
.totals .main td{border-top:1pt solid #111;font-size:12pt;font-weight:700;padding-top:1.2mm}
.charges td{padding:.6mm 1.5mm;border-bottom:.4pt solid #bbb}
.notes{white-space:pre-wrap}
.rest section{margin-bottom:3mm}
.foot{margin-top:6mm;border-top:.6pt solid #999;padding-top:2mm;color:#444;font-size:8pt}`;

/** The roll of a ticket printer; the printer cannot print to its edges. */
const roll = (widthMm: 80 | 58): string => {
  const small = widthMm === 58;
  return `${base}
@page{margin:0}
body{width:${widthMm}mm;padding:3mm ${small ? '3mm' : '4mm'} 6mm;font-size:${small ? '7.5pt' : '8.5pt'};line-height:1.3}
.center{text-align:center}
.logo{max-width:${small ? '36mm' : '48mm'};max-height:20mm;object-fit:contain}
h1{font-size:${small ? '9.5pt' : '11pt'};margin-top:2mm}
.name{font-weight:700;font-size:${small ? '9pt' : '10pt'}}
.clave{font-size:${small ? '6.2pt' : '7pt'};word-break:break-all}
.center p,.foot p{text-wrap:balance}
dt{margin-top:.8mm}
.mark,.bad{padding:.5mm 1mm;margin:1.5mm 0}
.watermark{display:none}
.rule{border-top:.6pt dashed #111;margin:2mm 0}
.pair{display:flex;justify-content:space-between;gap:2mm}
.pair .number{flex:none}
.label{color:#333}
.line{margin-bottom:1.2mm}
.more{color:#333;font-size:${small ? '6.5pt' : '7.5pt'}}
.main{font-size:${small ? '10pt' : '12pt'};font-weight:700;border-top:.8pt solid #111;padding-top:.8mm;margin-top:.8mm}
.notes{white-space:pre-wrap}
.foot{margin-top:2mm;font-size:${small ? '6.5pt' : '7.5pt'};text-align:center}`;
};

const styles: Readonly<Record<Paper, string>> = {
  a4: sheet('A4'),
  letter: sheet('letter'),
  '80mm': roll(80),
  '58mm': roll(58),
};

export const printStyle = (paper: Paper): string => styles[paper];
