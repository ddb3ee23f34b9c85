// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entity that several regions write. Columns: {@code ballast_stamp varchar(21)}, {@code
 * ballast_deleted boolean}, {@code ballast_version timestamptz}, all {@code NOT NULL}.
 *
 * <p>Bulk statements of JPQL and SQL pass by it: their rows keep the old stamp. Where a log is
 * beside the table that does no harm; elsewhere another region does not learn of them.
 */
@MappedSuperclass
@EntityListeners(StampListener.class)
public abstract class RegionalEntity<E extends RegionalEntity<E>> {

  /*
   * Two columns, two tasks. The stamp orders writes across regions. The version tells a writer of the same database that its row is not what it
   * read: it is only ever compared for equality, so a clock that is wrong does no harm, and it is a time and no count, since two regions that
   * have each counted to 5 would pass for one another after a merge.
   */

  @Column(name = "ballast_stamp", length = Stamp.LENGTH, nullable = false)
  private String stamp = Stamp.NONE.toString();

  @Column(name = "ballast_deleted", nullable = false)
  private boolean deleted;

  @Version
  @Column(name = "ballast_version", nullable = false)
  @Nullable
  private Instant version;

  /** Its stamp is that of another region's write, and stays. */
  @Transient private boolean taken;

  /** Makes the content that of another one: every column of the entity but its id. */
  protected abstract void take(E other);

  /**
   * Marks the row as deleted: it stays, so that an older write elsewhere does not bring it back.
   */
  public void delete() {
    deleted = true;
  }

  /** Takes {@link #delete()} back, by a write that comes after it. */
  public void restore() {
    deleted = false;
  }

  public boolean isDeleted() {
    return deleted;
  }

  public Stamp stamp() {
    return Stamp.parse(stamp);
  }

  /** Whether of these two the other one is the row. Of any two that differ, one is. */
  public boolean isOlderThan(RegionalEntity<?> other) {
    int order = stamp().compareTo(other.stamp());
    return order < 0 || (order == 0 && !deleted && other.deleted);
  }

  void written(RegionClock clock) {
    if (!taken) {
      stamp = clock.next(stamp()).toString();
    }
    taken = false;
  }

  void takeWhole(E other) {
    RegionalEntity<E> remote = other;
    take(other);
    stamp = remote.stamp;
    deleted = remote.deleted;
    taken = true;
  }
}
