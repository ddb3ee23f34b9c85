// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.merge.Content;
import dev.ballast.ledger.merge.Lattice;
import dev.ballast.ledger.merge.Register;
import dev.ballast.ledger.merge.Stamp;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents that every site writes at once. Of two JSON objects that were changed apart each field
 * has the newer value; of other texts the newer one stays; a deletion beats changes that it did not
 * know of. Versions compare within a site: they grow with each change from here and elsewhere.
 */
public final class SharedDocuments implements Documents {

  private static final JsonMapper JSON = new JsonMapper();

  /** Of what is no JSON object. */
  private static final String WHOLE = "";

  private final SharedStates states;

  public SharedDocuments(SharedStates states) {
    this.states = states;
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    return document(states.entry(name(kind, key)));
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    SortedMap<String, Document> found = new TreeMap<>();
    String prefix = kind + "/";
    for (String name : states.keys(prefix)) {
      document(states.entry(name))
          .ifPresent(document -> found.put(name.substring(prefix.length()), document));
    }
    return Collections.unmodifiableSortedMap(found);
  }

  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    Limits.checkDocument(kind, key, content);
    String name = name(kind, key);
    return states.locked(
        name,
        () -> {
          if (version(states.entry(name)) != expectedVersion) {
            return Optional.<Document>empty();
          }
          SortedMap<String, String> wanted = fields(content);
          states.change(
              name,
              dev.ballast.ledger.merge.Document.ABSENT,
              (document, now) -> written(document, wanted, now));
          return document(states.entry(name)).map(kept -> new Document(content, kept.version()));
        });
  }

  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    String name = name(kind, key);
    return states.locked(
        name,
        () -> {
          if (expectedVersion == 0 || version(states.entry(name)) != expectedVersion) {
            return false;
          }
          states.change(
              name,
              dev.ballast.ledger.merge.Document.ABSENT,
              (document, now) -> document.delete(now),
              0);
          return true;
        });
  }

  /** A slash keeps kinds apart: kinds have none. */
  private static String name(String kind, String key) {
    Limits.checkKind(kind);
    return kind + "/" + key;
  }

  private static long version(SharedStates.@Nullable Entry entry) {
    return document(entry).map(Document::version).orElse(0L);
  }

  private static Optional<Document> document(SharedStates.@Nullable Entry entry) {
    return entry != null
            && entry.state() instanceof dev.ballast.ledger.merge.Document document
            && document.exists()
        ? Optional.of(new Document(text(document.fields()), entry.version()))
        : Optional.empty();
  }

  /** What is not wanted any more is deleted, what is new or other is written, the rest stays. */
  private static dev.ballast.ledger.merge.Document written(
      dev.ballast.ledger.merge.Document document, SortedMap<String, String> wanted, Stamp now) {
    dev.ballast.ledger.merge.Document written = document;
    TreeSet<String> all = new TreeSet<>(document.fields().keySet());
    all.addAll(wanted.keySet());
    for (String field : all) {
      String old = live(document.fields().get(field));
      String next = wanted.get(field);
      if (next != null && !next.equals(old)) {
        written = written.put(now, field, next);
      } else if (next == null && old != null) {
        written = written.change(now, field, Register.EMPTY, register -> register.delete(now));
      }
    }
    return written.exists() ? written : written.put(now, WHOLE, "{}");
  }

  private static @Nullable String live(@Nullable Lattice field) {
    return field instanceof Register register
            && register.content() instanceof Content.Text(String t)
        ? t
        : null;
  }

  private static SortedMap<String, String> fields(String content) {
    SortedMap<String, String> fields = new TreeMap<>();
    JsonNode tree = tree(content);
    if (tree instanceof ObjectNode object && !object.has(WHOLE) && !object.isEmpty()) {
      object.properties().forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
    } else {
      fields.put(WHOLE, content);
    }
    return fields;
  }

  private static @Nullable JsonNode tree(String content) {
    try {
      return JSON.readTree(content);
    } catch (JacksonException _) {
      return null;
    }
  }

  private static String text(Map<String, Lattice> fields) {
    ObjectNode object = JSON.createObjectNode();
    String whole = live(fields.get(WHOLE));
    for (var field : fields.entrySet()) {
      String value = live(field.getValue());
      JsonNode tree = value == null || field.getKey().equals(WHOLE) ? null : tree(value);
      if (tree != null) {
        object.set(field.getKey(), tree);
      }
    }
    return whole != null && object.isEmpty() ? whole : object.toString();
  }
}
