// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.WrittenThere;
import dev.ballast.control.findings.Writes;
import dev.ballast.model.Configuration;
import dev.ballast.model.RegionName;
import dev.ballast.model.StoreSpec;
import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.server.board.Notice;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the writes that a day's load was told have succeeded, one by one, in each region's node
 * of the store. A node that does not answer leaves the account open: nothing is called lost that
 * could not be looked for.
 */
final class WriteAccounts {

  private static final Logger log = LoggerFactory.getLogger(WriteAccounts.class);

  private final Notice notice;

  WriteAccounts(Notice notice) {
    this.notice = notice;
  }

  /**
   * All of them; null when nobody keeps account, or the survivor cannot be asked.
   *
   * @param broken the region that was broken; empty: none, and all nodes have to have all
   * @param acknowledged when which write was acknowledged, by load
   */
  @Nullable Writes writes(
      GameDay day, String broken, Map<String, Map<String, Instant>> acknowledged) {
    List<Writes.Write> all = new ArrayList<>();
    boolean looked = false;
    for (CanaryLoad load : day.load()) {
      Map<String, Instant> sent = acknowledged.getOrDefault(load.name(), Map.of());
      Optional<CanaryLoad.Look> look = load.look();
      Optional<StoreSpec> store = look.flatMap(l -> store(l.store()));
      if (sent.isEmpty() || look.isEmpty() || store.isEmpty()) {
        continue;
      }
      Map<String, Map<String, WrittenThere>> found = found(store.get(), look.get(), sent);
      if (found.keySet().stream().allMatch(region -> region.equals(broken))) {
        return null;
      }
      looked = true;
      sent.forEach((id, at) -> all.add(write(id, at, broken, found)));
    }
    return looked ? new Writes(all, false) : null;
  }

  private Optional<StoreSpec> store(String name) {
    Configuration now = notice.board().configuration();
    return now.regionPolicies().values().stream()
        .flatMap(policy -> policy.stores().stream())
        .filter(one -> one.name().equals(name))
        .findFirst();
  }

  private static Map<String, Map<String, WrittenThere>> found(
      StoreSpec store, CanaryLoad.Look look, Map<String, Instant> sent) {
    Map<String, Map<String, WrittenThere>> found = new TreeMap<>();
    for (Map.Entry<RegionName, String> node : store.nodes().entrySet()) {
      try {
        found.put(
            node.getKey().value(),
            WrittenThere.of(node.getValue(), store.user(), look.query(), sent.keySet()));
      } catch (SQLException e) {
        log.atWarn()
            .addKeyValue("event", "gameday.writes_not_looked_for")
            .addKeyValue("region", node.getKey().value())
            .log(String.valueOf(e.getMessage()));
      }
    }
    return found;
  }

  /** What the broken region's node has counts for who took it, not for who survived. */
  private static Writes.Write write(
      String id, Instant at, String broken, Map<String, Map<String, WrittenThere>> found) {
    boolean survived = false;
    int copies = 0;
    String taker = "";
    Map<String, String> afterwards = new TreeMap<>();
    for (Map.Entry<String, Map<String, WrittenThere>> region : found.entrySet()) {
      WrittenThere there = region.getValue().get(id);
      boolean survivor = !region.getKey().equals(broken);
      if (there != null) {
        survived |= survivor;
        copies = survivor ? Math.max(copies, there.copies()) : copies;
        taker = taker.isEmpty() ? there.taker() : taker;
        if (!there.value().isEmpty()) {
          afterwards.put(region.getKey(), there.value());
        }
      }
    }
    return new Writes.Write(id, at, taker, survived, afterwards, copies);
  }
}
