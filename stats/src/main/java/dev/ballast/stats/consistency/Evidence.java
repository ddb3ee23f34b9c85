// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/**
 * What is known of an eventually consistent store once it is quiet again.
 *
 * @param operations acknowledged and unanswered writes; reads on the way prove nothing and are
 *     ignored
 * @param finals what each replica holds at the end
 * @param journal values that the store itself told as lost
 */
public record Evidence(List<Operation> operations, List<Final> finals, List<Told> journal) {

  public Evidence {
    operations = List.copyOf(operations);
    finals = List.copyOf(finals);
    journal = List.copyOf(journal);
  }

  /** One replica's last word on a key: its value, or the elements of its set. */
  public record Final(String replica, String key, List<String> values) {
    public Final {
      values = List.copyOf(values);
    }
  }

  /** An entry of a conflict journal. */
  public record Told(String key, String value) {}
}
