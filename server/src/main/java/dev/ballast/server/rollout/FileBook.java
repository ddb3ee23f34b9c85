// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.server.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which canaries came from the configuration folder. Kept in the ledger, so that a file that
 * vanishes while the server is down is missed as well. One thread writes; any may read.
 */
final class FileBook {

  static final String KIND = "rollout-file";

  /**
   * @param text as the folder had it last
   * @param gone whether the folder has it no more
   * @param revision the one under way when that was seen; empty when none was
   * @param paused whether it was paused because of that
   */
  record Entry(
      String name, String namespace, String text, boolean gone, String revision, boolean paused) {

    static Entry of(ObjectName name, String text) {
      return new Entry(name.name(), name.namespace(), text, false, "", false);
    }

    Entry missing() {
      return new Entry(name, namespace, text, true, "", false);
    }

    Entry handling(String underWay, boolean byUs) {
      return new Entry(name, namespace, text, gone, underWay, byUs);
    }

    ObjectName objectName() {
      return new ObjectName(namespace, name);
    }
  }

  private final Documents documents;
  private final Map<ObjectName, Entry> entries = new ConcurrentSkipListMap<>();
  private final Map<ObjectName, String> refusals = new ConcurrentHashMap<>();

  FileBook(Documents documents) {
    this.documents = documents;
    documents
        .list(KIND)
        .values()
        .forEach(
            document -> {
              Entry entry = Json.read(document.content(), Entry.class);
              entries.put(entry.objectName(), entry);
            });
  }

  List<ObjectName> names() {
    return List.copyOf(entries.keySet());
  }

  Optional<Entry> find(ObjectName name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** Whether its file is there, so that it is edited in the file and nowhere else. */
  boolean isHeld(ObjectName name) {
    return find(name).map(entry -> !entry.gone()).orElse(false);
  }

  void put(Entry entry) {
    String key = entry.objectName().toString();
    long version = documents.get(KIND, key).map(Document::version).orElse(0L);
    documents.put(KIND, key, Json.text(entry), version);
    entries.put(entry.objectName(), entry);
  }

  void forget(ObjectName name) {
    String key = name.toString();
    documents.get(KIND, key).ifPresent(kept -> documents.delete(KIND, key, kept.version()));
    entries.remove(name);
    refusals.remove(name);
  }

  /** Why what the file says is not in force; true when that is new. */
  boolean refuse(ObjectName name, String why) {
    return !why.equals(refusals.put(name, why));
  }

  void accept(ObjectName name) {
    refusals.remove(name);
  }

  /** What people have to know about its file; empty when all is well. */
  String note(ObjectName name) {
    String refusal = refusals.get(name);
    if (refusal != null) {
      return "its file is not in force: " + refusal;
    }
    return find(name).filter(Entry::gone).isPresent()
        ? "its file is gone from the configuration folder, so nothing new is begun (expected: the file). Fix: put it back; or let the canary go: ballast rollout delete "
            + name
        : "";
  }
}
