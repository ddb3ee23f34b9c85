// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import dev.ballast.ledger.Documents;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key of this installation's pseudonyms: made once and kept in the ledger, so that a user has
 * the same pseudonym after a restart. Deleting the data folder makes all old ones meaningless.
 */
public final class PseudonymKey {

  private static final String KIND = "pseudonyms";
  private static final String KEY = "key";
  private static final int BYTES = 32;

  private PseudonymKey() {}

  public static byte[] of(Documents documents, SecureRandom random) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return documents
        .get(KIND, KEY)
        .or(() -> documents.put(KIND, KEY, HexFormat.of().formatHex(fresh), 0))
        .or(() -> documents.get(KIND, KEY))
        .map(known -> HexFormat.of().parseHex(known.content()))
        .orElseThrow(() -> new IllegalStateException("the ledger keeps no key"));
  }
}
