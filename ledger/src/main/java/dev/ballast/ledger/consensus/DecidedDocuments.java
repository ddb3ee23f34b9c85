// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.consensus.Command.DeleteDocument;
import dev.ballast.ledger.consensus.Command.PutDocument;
import java.util.Optional;
import java.util.SortedMap;

/** Documents that a majority agrees on. */
final class DecidedDocuments implements Documents {

  private final CpLog log;

  DecidedDocuments(CpLog log) {
    this.log = log;
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    Query query = new Query.GetDocument(kind, key);
    return one(query, log.read(query));
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    Query query = new Query.ListDocuments(kind);
    Answer answer = log.read(query);
    if (answer instanceof Answer.ManyDocuments(SortedMap<String, Document> documents)) {
      return documents;
    }
    throw Consensus.unfit(query, answer);
  }

  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    Command command = new PutDocument(kind, key, content, expectedVersion);
    return one(kind + "/" + key, log.decide(command));
  }

  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    return log.decide(new DeleteDocument(kind, key, expectedVersion)) instanceof Answer.Yes;
  }

  private static Optional<Document> one(Object question, Answer answer) {
    if (answer instanceof Answer.OneDocument(Document document)) {
      return Optional.of(document);
    }
    if (answer instanceof Answer.No) {
      return Optional.empty();
    }
    throw Consensus.unfit(question, answer);
  }
}
