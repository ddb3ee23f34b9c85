// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One action that heals; safe to do twice. Holds no secret, since it is written to disk. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Undo.Continue.class, name = "continue"),
  @JsonSubTypes.Type(value = Undo.Restore.class, name = "restore"),
  @JsonSubTypes.Type(value = Undo.Run.class, name = "run"),
  @JsonSubTypes.Type(value = Undo.Sql.class, name = "sql"),
  @JsonSubTypes.Type(value = Undo.Delete.class, name = "delete"),
  @JsonSubTypes.Type(value = Undo.Leave.class, name = "leave")
})
public sealed interface Undo {

  /**
   * Lets a stopped process go on, and all below it that are stopped.
   *
   * @param started its start in ticks since boot: another process with its number is left alone
   */
  record Continue(long pid, long started, boolean tree) implements Undo {}

  /** Writes what was in a file before. */
  record Restore(String file, String content) implements Undo {}

  /** Runs a command. */
  record Run(List<String> command, long millis) implements Undo {
    public Run {
      command = List.copyOf(command);
    }
  }

  /** Says something to a target's database. */
  record Sql(String target, String statement) implements Undo {}

  /** Deletes something over HTTP on this host. */
  record Delete(String url) implements Undo {}

  /**
   * Takes a fault out of the methods of a JVM.
   *
   * @param started its start in ticks since boot: another process with its number is left alone
   */
  record Leave(long pid, long started, String id) implements Undo {

    /** Whether it is still the same process. */
    public boolean isThere() {
      return Proc.of(pid).filter(p -> p.started() == started && p.isAlive()).isPresent();
    }
  }
}
