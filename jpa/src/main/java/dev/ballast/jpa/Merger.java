// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.function.Function;

/**
 * Merges rows that came from another region by whatever way, where no database does it: the later
 * row is kept, whole. Applying the same rows in any order, any number of times, gives the same.
 *
 * @param <E> an entity
 * @param <K> its id
 */
public final class Merger<E extends RegionalEntity<E>, K> {

  private final Class<E> type;
  private final Function<E, K> id;
  private final Function<K, E> blank;

  /**
   * A merger.
   *
   * @param blank a new one with that id and no content
   */
  public Merger(Class<E> type, Function<E, K> id, Function<K, E> blank) {
    this.type = type;
    this.id = id;
    this.blank = blank;
  }

  /** What became of a row from elsewhere. */
  public enum Outcome {
    /** It is the row now. */
    TAKEN,
    /** The row here is later: if it had not seen the other, that one is lost. */
    KEPT,
    /** It was here already. */
    SAME,
    /** It has no stamp that could be read; nothing was changed. */
    MALFORMED
  }

  /**
   * Within the caller's transaction: writes first what the caller has changed, then holds the row,
   * compares, and writes. No content of the other row makes it throw. The database may: a row that
   * was inserted or changed at the same time ends the transaction, which is to be tried again.
   *
   * @param remote not managed by this entity manager
   */
  public Outcome apply(EntityManager manager, E remote) {
    if (remote.stamp().equals(Stamp.NONE)) {
      return Outcome.MALFORMED;
    }
    // Else a change of the caller's would go under the other region's stamp.
    manager.flush();
    Region.clock().hear(remote.stamp());
    E local = manager.find(type, id.apply(remote), LockModeType.PESSIMISTIC_WRITE);
    if (local == null) {
      local = blank.apply(id.apply(remote));
      local.takeWhole(remote);
      manager.persist(local);
    } else if (local.isOlderThan(remote)) {
      local.takeWhole(remote);
    } else {
      return remote.isOlderThan(local) ? Outcome.KEPT : Outcome.SAME;
    }
    manager.flush();
    return Outcome.TAKEN;
  }
}
