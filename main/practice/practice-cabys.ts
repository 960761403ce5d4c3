/**
 * A small catalogue for practice: plausible rows, invented, each marked as such. The official one is the ministry's file, chosen by the
 * clerk. Reception takes other codes too (practice-register.ts).
 */
export interface CabysRow {
  readonly code: string;
  readonly description: string;
  /** percent that the catalogue suggests */
  readonly rate: number;
  readonly categories: readonly string[];
}

const rows: readonly (readonly [code: string, rate: number, description: string, category: string])[] = [
  ['0111100000100', 1, 'Trigo duro', 'Productos agrícolas'],
  ['0113100000200', 1, 'Arroz en granza', 'Productos agrícolas'],
  ['0119101000100', 1, 'Maíz amarillo', 'Productos agrícolas'],
  ['0121200000100', 1, 'Tomate fresco', 'Hortalizas'],
  ['0123500000100', 1, 'Cebolla seca', 'Hortalizas'],
  ['0131200000100', 1, 'Banano fresco', 'Frutas'],
  ['0131700000100', 1, 'Piña fresca', 'Frutas'],
  ['0161100000100', 1, 'Café en fruta', 'Café'],
  ['0211100000100', 1, 'Ganado bovino en pie', 'Animales vivos'],
  ['0231000000100', 1, 'Huevo de gallina', 'Productos de animales'],
  ['0429900000100', 1, 'Camarón fresco', 'Pesca'],
  ['1531000000100', 13, 'Piedra cuarta', 'Minerales'],
  ['1712000000100', 13, 'Agua natural por tubería', 'Agua'],
  ['2111100000100', 1, 'Carne de res en corte', 'Carnes'],
  ['2112200000100', 1, 'Pollo entero', 'Carnes'],
  ['2211000000100', 1, 'Leche fluida', 'Lácteos'],
  ['2224100000100', 13, 'Queso procesado', 'Lácteos'],
  ['2311001000100', 1, 'Harina de trigo', 'Molinería'],
  ['2316100000100', 1, 'Arroz pilado', 'Molinería'],
  ['2331100000100', 1, 'Alimento para ganado', 'Alimento animal'],
  ['2343000000100', 13, 'Galletas dulces', 'Panadería'],
  ['2349900000100', 1, 'Pan salado corriente', 'Panadería'],
  ['2352000000100', 1, 'Azúcar blanca', 'Azúcar'],
  ['2391100000100', 1, 'Café tostado molido', 'Café'],
  ['2399901000000', 13, 'Surtido de abarrotes', 'Abarrotes'],
  ['2399902000000', 1, 'Abarrote de canasta básica', 'Abarrotes'],
  ['2410001000000', 13, 'Licor destilado', 'Bebidas'],
  ['2431000000100', 13, 'Cerveza', 'Bebidas'],
  ['2449000000100', 13, 'Bebida gaseosa', 'Bebidas'],
  ['2502000000100', 13, 'Cigarrillos', 'Tabaco'],
  ['2711300000100', 13, 'Tela de algodón', 'Textiles'],
  ['2823100000100', 13, 'Camisa para hombre', 'Ropa'],
  ['2933000000100', 13, 'Zapatos de cuero', 'Calzado'],
  ['3211400000100', 13, 'Papel bond carta', 'Papel'],
  ['3219300000100', 1, 'Papel higiénico de canasta', 'Papel'],
  ['3229900000100', 1, 'Libro impreso', 'Libros'],
  ['3331100000100', 13, 'Gasolina súper', 'Combustibles'],
  ['3336000000100', 13, 'Diésel', 'Combustibles'],
  ['3526001000100', 2, 'Medicamento para uso humano', 'Medicamentos'],
  ['3532100000100', 13, 'Jabón de tocador', 'Aseo'],
  ['3533100000100', 13, 'Detergente en polvo', 'Aseo'],
  ['3633000000100', 13, 'Tubo de PVC', 'Construcción'],
  ['3744000000100', 13, 'Cemento gris', 'Construcción'],
  ['4124000000100', 13, 'Varilla de acero', 'Construcción'],
  ['4299901000000', 13, 'Clavos y tornillos', 'Ferretería'],
  ['4291200000100', 13, 'Martillo', 'Ferretería'],
  ['4522000000100', 13, 'Computadora portátil', 'Equipo'],
  ['4731300000100', 13, 'Teléfono móvil', 'Equipo'],
  ['4911300000100', 13, 'Vehículo liviano', 'Vehículos'],
  ['5411100000100', 4, 'Construcción de vivienda', 'Construcción'],
  ['6311100000100', 13, 'Hospedaje por noche', 'Turismo'],
  ['6331000000100', 13, 'Comida servida en restaurante', 'Alimentación'],
  ['6411200000100', 0, 'Transporte público de personas', 'Transporte'],
  ['6511600000100', 13, 'Flete por carretera', 'Transporte'],
  ['7211100000100', 13, 'Alquiler de local comercial', 'Alquileres'],
  ['7211101000100', 0, 'Alquiler de vivienda', 'Alquileres'],
  ['8213000000100', 13, 'Asesoría legal', 'Servicios profesionales'],
  ['8221100000100', 13, 'Auditoría', 'Servicios profesionales'],
  ['8314100000000', 13, 'Desarrollo de programas de cómputo', 'Servicios profesionales'],
  ['8314200000000', 13, 'Soporte de programas de cómputo', 'Servicios profesionales'],
  ['8412000000100', 13, 'Internet fijo', 'Telecomunicaciones'],
  ['9211100000100', 2, 'Educación privada universitaria', 'Educación'],
  ['9312200000100', 4, 'Consulta médica', 'Salud'],
  ['9312300000100', 4, 'Consulta odontológica', 'Salud'],
  ['9712000000100', 13, 'Corte de cabello', 'Servicios personales'],
];

export const practiceCabys: readonly CabysRow[] = rows.map(([code, rate, description, category]) => ({
  code,
  rate,
  description: `${description} (práctica)`,
  categories: [/^[0-4]/.test(code) ? 'Bienes' : 'Servicios', category],
}));
