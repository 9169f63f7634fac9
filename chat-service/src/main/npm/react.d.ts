import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { DoorstepChat, GetToken, Texts } from "./doorstep-client.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "doorstep-chat": Omit<DetailedHTMLProps<HTMLAttributes<DoorstepChat>, DoorstepChat>, "open"> & {
        "product-id"?: string | number;
        "product-name"?: string;
        "session-id"?: string;
        "base-url"?: string;
        heading?: string;
        theme?: "light" | "dark" | "auto";
        connect?: "eager" | "lazy";
        token?: string;
        getToken?: GetToken | null;
        texts?: Texts | string;
        open?: boolean;
        onunread?: (event: CustomEvent<{ readonly count: number }>) => void;
        onstate?: (event: CustomEvent) => void;
        onmessage?: (event: CustomEvent) => void;
        onrejected?: (event: CustomEvent) => void;
      };
    }
  }
}
