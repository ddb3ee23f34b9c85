// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

/** A write that a merge did not keep, with what is needed to bring it back. */
public sealed interface Loss {

  /** Where: the key, then the field; joined by a slash. */
  String place();

  /** The same loss, seen from one level higher. */
  Loss under(String parent);

  /**
   * An acknowledged write that was replaced by one whose writer had not seen it.
   *
   * @param by the write that stayed
   */
  record Overwritten(String place, Stamp stamp, Content content, Stamp by, Content kept)
      implements Loss {
    @Override
    public Loss under(String parent) {
      return new Overwritten(join(parent, place), stamp, content, by, kept);
    }
  }

  /**
   * State that is gone as a whole: deleted elsewhere while it was changed here, or of another kind.
   */
  record Buried(String place, Lattice state, String why) implements Loss {
    @Override
    public Loss under(String parent) {
      return new Buried(join(parent, place), state, why);
    }
  }

  /**
   * Bytes that could not be read, parked as they came.
   *
   * @param bytes in hexadecimal
   */
  record Poisoned(String place, String bytes, String why) implements Loss {
    @Override
    public Loss under(String parent) {
      return new Poisoned(join(parent, place), bytes, why);
    }
  }

  private static String join(String parent, String place) {
    return place.isEmpty() ? parent : parent + "/" + place;
  }
}
