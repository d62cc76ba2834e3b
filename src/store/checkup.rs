//! What can be wrong with a store beside the journals of its rooms. Nothing is written.

use super::reader::Reader;
use super::{Cause, StoreFailure, shelf};
use crate::model::ImageId;
use crate::raster::Image;

/// Faults of the file that are told; more say nothing new.
const FAULTS_MAX: usize = 20;

/// Rows that belong to nothing, with what is said of them.
const STRAYS: [(&str, &str); 4] = [
    ("segment WHERE room NOT IN (SELECT id FROM room)", "segments belong to no room"),
    ("keyframe WHERE room NOT IN (SELECT id FROM room)", "keyframes belong to no room"),
    ("image_use WHERE room NOT IN (SELECT id FROM room)", "images are shown by no room"),
    ("image_use WHERE image NOT IN (SELECT id FROM image)", "images of rooms are lost"),
];

impl Reader {
    /// What is wrong with the file itself: its pages, its indexes, its rows that belong to nothing.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn file_faults(&self) -> Result<Vec<String>, StoreFailure> {
        let faults = self.pages().and_then(|mut faults| {
            for (rows, words) in STRAYS {
                let count = format!("SELECT count(*) FROM {rows}");
                let count: i64 = self.connection.query_row(&count, [], |row| row.get(0))?;
                if count > 0 {
                    faults.push(format!("{count} {words}"));
                }
            }
            Ok(faults)
        });
        self.told(faults)
    }

    fn pages(&self) -> Result<Vec<String>, Cause> {
        let check = format!("PRAGMA quick_check({FAULTS_MAX})");
        let told = self
            .connection
            .prepare(&check)?
            .query_map([], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        Ok(told.into_iter().filter(|line| line != "ok").collect())
    }

    /// The names of all images, as far as they are names; what is wrong with the others is told to `fault`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn images(&self, mut fault: impl FnMut(String)) -> Result<Vec<ImageId>, StoreFailure> {
        let ids = self
            .connection
            .prepare("SELECT id FROM image")
            .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect());
        let ids: Vec<Vec<u8>> = self.told(ids.map_err(Cause::from))?;
        let named = |id: Vec<u8>| <[u8; ImageId::BYTES]>::try_from(id).map(ImageId);
        let names = ids.into_iter().map(named);
        Ok(names
            .filter_map(|name| name.map_err(|_| fault("an image has a wrong name".to_owned())).ok())
            .collect())
    }

    /// What is wrong with an image; `None` when its bytes are those of its name and can be shown.
    pub fn image_fault(&self, id: ImageId) -> Option<String> {
        match shelf::image(&self.connection, id) {
            Ok(Some(png)) => match Image::of_png(png.into()) {
                Ok(_) => None,
                Err(failure) => Some(format!("image {id}: {failure}")),
            },
            Ok(None) => Some(format!("image {id} is lost")),
            Err(cause) => Some(cause.to_string()),
        }
    }
}
