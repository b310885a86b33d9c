/** Where the service's HTTP application is attached to an address beside its own, for containers. */
export interface DoorPlace {
  /** Address to listen on. */
  host: string;
  /** Names and addresses that the certificate has to be good for. */
  names: string[];
  /** The same as those of an earlier door, or 0 for free ones. */
  httpPort: number;
  httpsPort: number;
  /** `172.18.0.0/16`: callers from elsewhere are cut off; null: from anywhere. */
  subnet: string | null;
}

export interface ApiDoor {
  httpPort: number;
  httpsPort: number;
  /** PEM: what a client has to trust. */
  certificate: string;
  close(): Promise<void>;
}

/** @throws Error with code EADDRNOTAVAIL where the address is not one of this machine. */
export type OpenDoor = (place: DoorPlace) => Promise<ApiDoor>;
