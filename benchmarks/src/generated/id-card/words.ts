import type { Language } from '@las/samples/parts';

/** What a card calls things; several ways where issuers differ. */
export interface CardWords {
  title: readonly string[];
  surname: readonly string[];
  given: readonly string[];
  sex: readonly string[];
  nationality: readonly string[];
  birth: readonly string[];
  birthPlace: readonly string[];
  height: readonly string[];
  eyes: readonly string[];
  issued: readonly string[];
  expires: readonly string[];
  number: readonly string[];
  personal: readonly string[];
  authority: readonly string[];
  /** First word of an authority's name, a town being the second. */
  office: readonly string[];
  donor: readonly string[];
  yes: string;
  no: string;
  eyeColours: readonly string[];
}

export const cardWords: Readonly<Record<Language, CardWords>> = {
  en: {
    title: ['IDENTITY CARD', 'RESIDENT CARD'],
    surname: ['Surname', 'Last name'],
    given: ['Given names', 'First names'],
    sex: ['Sex', 'Gender'],
    nationality: ['Nationality', 'Citizen of'],
    birth: ['Date of birth', 'Born'],
    birthPlace: ['Place of birth', 'Born at'],
    height: ['Height', 'Height (cm)'],
    eyes: ['Eyes', 'Colour of eyes'],
    issued: ['Date of issue', 'Issued on'],
    expires: ['Date of expiry', 'Valid until'],
    number: ['Card no.', 'Document number'],
    personal: ['Personal no.', 'Identity code'],
    authority: ['Authority', 'Issued by'],
    office: ['Office', 'Registry'],
    donor: ['Organ donor', 'Donor'],
    yes: 'YES',
    no: 'NO',
    eyeColours: ['BLUE', 'BROWN', 'GREEN', 'GREY'],
  },
  nb: {
    title: ['IDENTITETSKORT', 'LEGITIMASJON'],
    surname: ['Etternavn', 'Slektsnavn'],
    given: ['Fornavn', 'Gitte navn'],
    sex: ['Kjønn'],
    nationality: ['Nasjonalitet', 'Statsborgerskap'],
    birth: ['Fødselsdato', 'Født'],
    birthPlace: ['Fødested', 'Født i'],
    height: ['Høyde', 'Høyde (cm)'],
    eyes: ['Øyne', 'Øyenfarge'],
    issued: ['Utstedt', 'Utstedelsesdato'],
    expires: ['Gyldig til', 'Utløpsdato'],
    number: ['Kortnr.', 'Dokumentnummer'],
    personal: ['Fødselsnr.', 'Personnummer'],
    authority: ['Utstedt av', 'Myndighet'],
    office: ['Politidistrikt', 'Folkeregisteret'],
    donor: ['Organdonor', 'Donor'],
    yes: 'JA',
    no: 'NEI',
    eyeColours: ['BLÅ', 'BRUN', 'GRØNN', 'GRÅ'],
  },
  de: {
    title: ['PERSONALAUSWEIS', 'IDENTITÄTSKARTE'],
    surname: ['Name', 'Familienname'],
    given: ['Vornamen', 'Rufname'],
    sex: ['Geschlecht'],
    nationality: ['Staatsangehörigkeit', 'Nationalität'],
    birth: ['Geburtstag', 'Geburtsdatum'],
    birthPlace: ['Geburtsort', 'Geboren in'],
    height: ['Größe', 'Größe (cm)'],
    eyes: ['Augenfarbe', 'Augen'],
    issued: ['Ausgestellt am', 'Datum'],
    expires: ['Gültig bis', 'Ablaufdatum'],
    number: ['Ausweis-Nr.', 'Kartennummer'],
    personal: ['Kennzahl', 'Personen-Nr.'],
    authority: ['Behörde', 'Ausgestellt von'],
    office: ['Bürgeramt', 'Stadt'],
    donor: ['Organspende', 'Spender'],
    yes: 'JA',
    no: 'NEIN',
    eyeColours: ['BLAU', 'BRAUN', 'GRÜN', 'GRAU'],
  },
  fr: {
    title: ["CARTE D'IDENTITÉ", 'CARTE DE SÉJOUR'],
    surname: ['Nom', 'Nom de famille'],
    given: ['Prénoms', 'Prénom(s)'],
    sex: ['Sexe'],
    nationality: ['Nationalité', 'Citoyenneté'],
    birth: ['Date de naissance', 'Né(e) le'],
    birthPlace: ['Lieu de naissance', 'Né(e) à'],
    height: ['Taille', 'Taille (cm)'],
    eyes: ['Yeux', 'Couleur des yeux'],
    issued: ['Délivrée le', 'Date de délivrance'],
    expires: ["Date d'expiration", "Valable jusqu'au"],
    number: ['N° de carte', 'N° du document'],
    personal: ['N° personnel', 'Identifiant'],
    authority: ['Autorité', 'Délivrée par'],
    office: ['Préfecture', 'Mairie de'],
    donor: ["Donneur d'organes", 'Donneur'],
    yes: 'OUI',
    no: 'NON',
    eyeColours: ['BLEUS', 'BRUNS', 'VERTS', 'GRIS'],
  },
  es: {
    title: ['TARJETA DE IDENTIDAD', 'DOCUMENTO DE IDENTIDAD'],
    surname: ['Apellidos', 'Apellido'],
    given: ['Nombre', 'Nombres'],
    sex: ['Sexo'],
    nationality: ['Nacionalidad', 'Ciudadanía'],
    birth: ['Fecha de nacimiento', 'Nacido el'],
    birthPlace: ['Lugar de nacimiento', 'Nacido en'],
    height: ['Estatura', 'Altura (cm)'],
    eyes: ['Ojos', 'Color de ojos'],
    issued: ['Fecha de expedición', 'Emitido'],
    expires: ['Válido hasta', 'Fecha de caducidad'],
    number: ['N.º de tarjeta', 'Núm. soporte'],
    personal: ['N.º personal', 'Clave'],
    authority: ['Autoridad', 'Expedido por'],
    office: ['Comisaría', 'Dirección General'],
    donor: ['Donante de órganos', 'Donante'],
    yes: 'SÍ',
    no: 'NO',
    eyeColours: ['AZULES', 'MARRONES', 'VERDES', 'GRISES'],
  },
};
