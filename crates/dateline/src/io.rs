//! Where dateline touches files: one trait for reading, so that tests hand it a disk that fails, and one way to write.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What a source needs of the world.
pub trait Files {
    /// Opens a file.
    ///
    /// # Errors
    /// As the system says.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;

    /// Standard input.
    fn standard_input(&self) -> Box<dyn Read>;

    /// Whether there is a folder of this name.
    fn is_folder(&self, path: &Path) -> bool;

    /// All that lies below a folder, in order of name; hidden names left out, links not followed.
    fn below(&self, folder: &Path) -> Vec<Entry>;
}

/// Something in a folder.
#[derive(Debug)]
pub enum Entry {
    /// A file.
    File(PathBuf),
    /// A link, which is not followed: it may lead out of the folder, or in a circle.
    Link(PathBuf),
    /// What the system would not show, and why.
    Unreadable(PathBuf, String),
}

/// The files of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(path)?))
    }

    fn standard_input(&self) -> Box<dyn Read> {
        Box::new(io::stdin())
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn below(&self, folder: &Path) -> Vec<Entry> {
        let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
        let walk = walkdir::WalkDir::new(folder).follow_links(false).sort_by_file_name();
        let shown = walk.into_iter().filter_entry(|e| !hidden(e));
        shown
            .filter_map(|entry| match entry {
                Ok(e) if e.file_type().is_file() => Some(Entry::File(e.into_path())),
                Ok(e) if e.path_is_symlink() && e.depth() > 0 => Some(Entry::Link(e.into_path())),
                Ok(_) => None,
                Err(e) => Some(Entry::Unreadable(e.path().unwrap_or(folder).to_owned(), e.to_string())),
            })
            .collect()
    }
}

/// A file that is written beside its place and put there when it is whole: until then, and where anything fails, what
/// stood there before stands there still.
#[derive(Debug)]
pub struct Replacement {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Replacement {
    /// Begins a new file that will be `path`.
    ///
    /// # Errors
    /// Where no file can be made in that folder.
    pub fn begin(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any file that a program makes, which the user's mask cuts down; temporary files are private.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        Ok(Self { file: builder.prefix(".dateline-").tempfile_in(folder)?, path: path.to_owned() })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Where it cannot be written out or moved; the old file then stands.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.as_file().sync_all()?;
        self.file.persist(&self.path).map_err(|e| e.error)?;
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
