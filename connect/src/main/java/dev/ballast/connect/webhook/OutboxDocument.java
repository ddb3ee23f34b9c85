// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Outbox;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One webhook's outbox, kept in the ledger between restarts. Owned by one thread. */
final class OutboxDocument {

  static final String KIND = "webhook-outbox";

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDocument.class);
  private static final long FAR = 1000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Documents documents;
  private final String name;
  private Outbox outbox;
  private long version;
  private long savedAfter;
  private boolean changed;

  private OutboxDocument(Documents documents, String name, Outbox outbox, long version) {
    this.documents = documents;
    this.name = name;
    this.outbox = outbox;
    this.version = version;
    this.savedAfter = outbox.after();
  }

  /** The kept outbox, or one that starts after {@code newest}. */
  static OutboxDocument open(Documents documents, String name, long newest) {
    Optional<Documents.Document> kept = documents.get(KIND, name);
    if (kept.isPresent()) {
      try {
        Outbox outbox = MAPPER.readValue(kept.get().content(), Outbox.class);
        return new OutboxDocument(documents, name, outbox, kept.get().version());
      } catch (JacksonException e) {
        LOG.atError()
            .addKeyValue("event", "webhook.outbox_unreadable")
            .addKeyValue("webhook", name)
            .log("what waited for it is lost; it starts anew");
      }
    }
    long version = kept.map(Documents.Document::version).orElse(0L);
    OutboxDocument fresh =
        new OutboxDocument(documents, name, Outbox.startingAfter(newest), version);
    fresh.write();
    return fresh;
  }

  /** How many warnings wait, without opening. */
  static int waiting(Documents documents, String name) {
    try {
      return documents
          .get(KIND, name)
          .map(kept -> MAPPER.readValue(kept.content(), Outbox.class).pending().size())
          .orElse(0);
    } catch (JacksonException e) {
      return 0;
    }
  }

  Outbox outbox() {
    return outbox;
  }

  /** Takes the next state, which is written with the next {@link #save}. */
  void become(Outbox next) {
    outbox = next;
    changed = true;
  }

  /** Moves past events that mean nothing here, which is written only now and then. */
  void lookedAt(long sequence) {
    outbox = outbox.lookedAt(sequence);
  }

  void save() {
    if (changed || outbox.after() - savedAfter >= FAR) {
      write();
    }
  }

  private void write() {
    Documents.Document put =
        documents
            .put(KIND, name, MAPPER.writeValueAsString(outbox), version)
            .orElseThrow(() -> new LedgerException("somebody else writes the outbox of " + name));
    version = put.version();
    savedAfter = outbox.after();
    changed = false;
  }

  void delete() {
    documents.delete(KIND, name, version);
  }
}
