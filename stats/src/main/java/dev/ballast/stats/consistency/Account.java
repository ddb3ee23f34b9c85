// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/**
 * Where every acknowledged write went.
 *
 * @param acknowledged of which each is
 * @param present in the end, or
 * @param dominated by a write that began after it was acknowledged, or
 * @param journalled as lost, or is among the findings
 */
public record Account(
    int keys,
    long acknowledged,
    long present,
    long dominated,
    long journalled,
    List<Finding> findings) {

  public Account {
    findings = List.copyOf(findings);
  }

  /** What kind of thing is wrong. */
  public enum Kind {
    /** Acknowledged, and gone without a word. */
    LOST,
    /** Removed, and there again. */
    RETURNED,
    /** Replicas that differ although all is quiet. */
    DIVERGED,
    /** There, although nobody wrote it. */
    INVENTED,
    /** Not looked at in the end, so nobody knows. */
    UNREAD
  }

  /** One thing that is wrong, or not known, and the operations that show it. */
  public record Finding(Kind kind, String key, String text, List<Operation> operations) {
    public Finding {
      operations = List.copyOf(operations);
    }
  }

  /** Something is surely wrong. */
  public boolean violated() {
    return findings.stream().anyMatch(finding -> finding.kind() != Kind.UNREAD);
  }

  /** Nothing is wrong and everything was looked at. */
  public boolean complete() {
    return findings.isEmpty();
  }
}
