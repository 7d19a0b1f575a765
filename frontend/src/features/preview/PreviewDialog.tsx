/** A file shown over the page; what shows it is loaded with the first one. */
import { Modal } from "@mantine/core";
import { lazy, Suspense } from "react";
import { closePreview, usePreviewed } from "./preview";
import classes from "./Viewer.module.css";

const Viewer = lazy(() => import("./Viewer"));

export default function PreviewDialog() {
  const previewed = usePreviewed();
  return (
    <Modal.Root
      opened={previewed !== null}
      onClose={closePreview}
      fullScreen
      classNames={{ content: classes.content }}
      // Dialogs that are opened from here take this key for themselves.
      closeOnEscape={false}
      transitionProps={{ transition: "fade", duration: 120 }}
    >
      <Modal.Content>
        <Suspense>{previewed && <Viewer {...previewed} />}</Suspense>
      </Modal.Content>
    </Modal.Root>
  );
}
