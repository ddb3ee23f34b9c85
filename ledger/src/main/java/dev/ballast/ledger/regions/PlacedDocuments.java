// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.placement.Placement;
import dev.ballast.ledger.placement.Placement.Group;
import dev.ballast.ledger.placement.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sends each kind of document to where it is placed; what is not listed is this region's own. */
final class PlacedDocuments implements Documents {

  private final SortedMap<String, ResourceKind> placed;
  private final Documents own;
  private final Documents home;
  private final Documents global;
  private final Documents shared;

  PlacedDocuments(
      Map<String, ResourceKind> placed,
      Documents own,
      Documents home,
      Documents global,
      Documents shared) {
    this.placed = new TreeMap<>(placed);
    this.own = own;
    this.home = home;
    this.global = global;
    this.shared = shared;
  }

  /** Kinds that are decided by a majority for this region. */
  List<String> homeKinds() {
    return placed.keySet().stream().filter(kind -> of(kind).equals(home)).toList();
  }

  private Documents of(String kind) {
    ResourceKind resource = placed.get(kind);
    if (resource == null) {
      return own;
    }
    return switch (resource.placement()) {
      case Placement.Available _ -> shared;
      case Placement.Consistent(Group group) ->
          switch (group) {
            // A region is one process, so its own ledger is its group.
            case REGION -> own;
            case HOME -> home;
            case GLOBAL -> global;
          };
    };
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    return of(kind).get(kind, key);
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    return of(kind).list(kind);
  }

  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    return of(kind).put(kind, key, content, expectedVersion);
  }

  @Override
  public Optional<Document> putLowering(
      String kind, String key, String content, long expectedVersion) {
    return of(kind).putLowering(kind, key, content, expectedVersion);
  }

  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    return of(kind).delete(kind, key, expectedVersion);
  }
}
