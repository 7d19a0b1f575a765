/** An address for a picture that the page holds, for as long as it is shown. */
import { useEffect, useState } from "react";

export function useAddressOf(bytes: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!bytes) return;
    const made = URL.createObjectURL(bytes);
    let wanted = true;
    const show = () => wanted && setAddress(made);
    const image = new Image();
    image.src = made;
    // The one before stays to be seen until this one is ready.
    image.decode().then(show, show);
    return () => {
      wanted = false;
      URL.revokeObjectURL(made);
    };
  }, [bytes]);
  return address;
}
