// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A random word that is kept in a ledger and tells its messages from those of every other one: the
 * numbers of events begin anew with each ledger, and receivers drop what they have seen.
 */
public record Origin(String word) {

  static final String KIND = "webhook-origin";
  static final String KEY = "ledger";

  /** The word of this ledger; made when there is none. */
  public static Origin of(Documents documents, RandomGenerator random) {
    return documents
        .get(KIND, KEY)
        .or(() -> documents.put(KIND, KEY, HexFormat.of().toHexDigits(random.nextLong()), 0))
        .or(() -> documents.get(KIND, KEY))
        .map(kept -> new Origin(kept.content()))
        .orElseThrow(
            () -> new LedgerException("the origin of webhooks can be neither kept nor read"));
  }
}
