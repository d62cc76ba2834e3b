//! A file system that is soon full.

use easel::store::DiskStore;
use std::path::PathBuf;
use std::process::Command as Process;

/// A directory on a file system of its own that is soon full; gone with the value, whatever happens.
pub(crate) struct SmallDisk {
    dir: tempfile::TempDir,
    mounted: bool,
}

impl SmallDisk {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let mount = ["-t", "tmpfs", "-o", "size=2m", "tmpfs"];
        let done = Process::new("mount").args(mount).arg(dir.path()).output();
        let mounted = done.is_ok_and(|output| output.status.success());
        Self { dir, mounted }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    /// Whether it is a file system of its own; otherwise a quota stands in for it.
    pub(crate) fn is_mounted(&self) -> bool {
        self.mounted
    }

    /// Takes half of a mounted disk away.
    pub(crate) fn fill_half(&self) {
        let ballast = vec![1; 1 << 20];
        std::fs::write(self.path().join("ballast"), ballast).expect("half a disk is free");
    }

    /// Gives that half back.
    pub(crate) fn empty_half(&self) {
        std::fs::remove_file(self.path().join("ballast")).expect("it is there");
    }

    /// Takes half of the disk away.
    pub(crate) fn crowd(&self, store: &mut DiskStore) {
        if self.mounted {
            self.fill_half();
        } else {
            store.limit_bytes(400 << 10).expect("a limit");
        }
    }

    /// Gives it back.
    pub(crate) fn free(&self, store: &mut DiskStore) {
        if self.mounted {
            self.empty_half();
        } else {
            store.limit_bytes(1 << 30).expect("a limit");
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if self.mounted {
            // Lazily: a failed assertion drops the store, which holds files open, only after this.
            let _ = Process::new("umount").arg("-l").arg(self.dir.path()).status();
        }
    }
}
