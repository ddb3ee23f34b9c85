// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Epochs.Epoch;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Locks.Held;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of a command or query. */
public sealed interface Answer {

  Answer NO = new No();
  Answer YES = new Yes();

  /** Not there, or somebody else was faster. */
  record No() implements Answer {}

  record Yes() implements Answer {}

  record OneDocument(Document document) implements Answer {}

  record ManyDocuments(SortedMap<String, Document> documents) implements Answer {
    public ManyDocuments {
      documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
    }
  }

  record OneLock(Held held) implements Answer {}

  record OneInterlock(Interlock interlock) implements Answer {}

  record ManyInterlocks(List<Interlock> interlocks) implements Answer {
    public ManyInterlocks {
      interlocks = List.copyOf(interlocks);
    }
  }

  record OneEpoch(Epoch epoch) implements Answer {}

  /** Refused for a reason that everybody agrees on; nothing was changed. */
  record Refused(String why) implements Answer {}
}
