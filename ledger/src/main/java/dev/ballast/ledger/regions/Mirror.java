// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.LedgerException;

/**
 * A document of this region as its own disk has it.
 *
 * @param version for whoever compares and sets here
 * @param decided the version that the majority gave the last one it decided; 0: none
 * @param debt whether the majority knows it
 * @param exists false: deleted here
 */
record Mirror(long version, long decided, Debt debt, boolean exists, String content) {

  enum Debt {
    /** The majority has decided it. */
    NONE,
    /** It lowers risk, is in force here, and the majority is still to be told. */
    OWED,
    /** An attempt to change it was begun, and its outcome is not known. */
    TRYING
  }

  static final Mirror ABSENT = new Mirror(0, 0, Debt.NONE, false, "");

  long expected() {
    return exists ? version : 0;
  }

  Mirror trying() {
    return new Mirror(version, decided, Debt.TRYING, exists, content);
  }

  Mirror settled(long nowDecided) {
    return new Mirror(version, nowDecided, Debt.NONE, exists, content);
  }

  Mirror next(String newContent, long nowDecided, Debt newDebt) {
    return new Mirror(version + 1, nowDecided, newDebt, true, newContent);
  }

  Mirror gone(Debt newDebt) {
    return new Mirror(version, decided, newDebt, false, "");
  }

  String text() {
    return version + " " + decided + " " + debt + " " + exists + "\n" + content;
  }

  static Mirror read(String text) {
    int line = text.indexOf('\n');
    String[] words = text.substring(0, Math.max(0, line)).split(" ", -1);
    if (words.length != 4) {
      throw new LedgerException("ledger: a damaged copy of a decided document");
    }
    return new Mirror(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Debt.valueOf(words[2]),
        Boolean.parseBoolean(words[3]),
        text.substring(line + 1));
  }
}
