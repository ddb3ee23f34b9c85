// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.time;

import org.jspecify.annotations.Nullable;

/** Something that has to be over by a time. It is a node of the list that it stands in. */
public abstract class Deadline {

  @Nullable Deadline before;
  @Nullable Deadline after;
  @Nullable Deadlines list;
  long at;

  /** Called once, on the list's thread, when the time has come. */
  protected abstract void expired();

  public final boolean armed() {
    return list != null;
  }
}
