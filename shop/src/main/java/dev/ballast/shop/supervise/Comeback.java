// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Told;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The databases of a lost region come back: what its old leader alone has is read before it becomes
 * a follower of the new one; where reviews are written in every region, theirs just goes on.
 */
final class Comeback {

  private static final int TRIES = 40;
  private static final long TRY_MILLIS = 250;

  /** What is settled before a moment is the same in all databases that have caught up. */
  private static final Map<String, String> SETTLED =
      Map.of(
          "orders",
          "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '')"
              + " FROM orders t WHERE created_at < ?::timestamptz",
          "payments",
          "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY order_id)), '')"
              + " FROM payments t WHERE captured_at < ?::timestamptz");

  private final String region;
  private final String other;
  private final Cast cast;
  private final Guard guard;
  private final InstantSource clock;
  private final Announcements say;
  private boolean done;

  Comeback(
      String region, String other, Cast cast, Guard guard, InstantSource clock, Announcements say) {
    this.region = region;
    this.other = other;
    this.cast = cast;
    this.guard = guard;
    this.clock = clock;
    this.say = say;
  }

  boolean isDone() {
    return done;
  }

  /**
   * Brings them back.
   *
   * @param lost orders that the new leader does not have
   */
  Map<String, Object> run(List<String> lost)
      throws IOException, InterruptedException, SQLException {
    Instant start = clock.instant();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("at", start.toString());
    found.put(
        "lost_values",
        lost.isEmpty()
            ? List.of()
            : cast.databases().lookAtRemains(region, guard, c -> values(c, lost)));
    if (cast.opinions().isPresent()) {
      cast.opinions().get().restart(region);
    }
    cast.databases().follow(region, other);
    found.put("seconds", Duration.between(start, clock.instant()).toMillis() / 1e3);
    List<Map<String, Object>> digests = digests();
    found.put("digests", digests);
    found.put("equal", digests.stream().allMatch(d -> Boolean.TRUE.equals(d.get("equal"))));
    done = true;
    say.progress("the databases of " + region + " are back and follow " + other);
    say.event("returned", Map.of("region", region));
    return found;
  }

  /** What is still missing at the end, though the region's reviews had time to be delivered. */
  Map<String, Object> after(List<Told> opinions) throws SQLException {
    return cast.opinions().isEmpty()
        ? Map.of()
        : Map.of(
            "opinions_lost",
            Kept.missing(cast.opinionsOf(other), opinions),
            "opinions_lost_at_home",
            Kept.missing(cast.opinionsOf(region), opinions));
  }

  /** The lost payments as the old leader has them, beside what is there now: nothing. */
  private static List<Map<String, Object>> values(Connection remains, List<String> lost)
      throws SQLException {
    List<Map<String, Object>> values = new ArrayList<>();
    try (PreparedStatement s =
        remains.prepareStatement("SELECT t::text FROM payments t WHERE order_id = ?::uuid")) {
      for (String order : lost) {
        s.setString(1, order);
        try (ResultSet row = s.executeQuery()) {
          Map<String, Object> value = new LinkedHashMap<>();
          value.put("order", order);
          value.put("was", row.next() ? "" + row.getString(1) : "");
          value.put("is", "");
          values.add(value);
        }
      }
    }
    return values;
  }

  private List<Map<String, Object>> digests() throws SQLException, InterruptedException {
    String before = clock.instant().toString();
    List<Map<String, Object>> digests = new ArrayList<>();
    for (Map.Entry<String, String> table : SETTLED.entrySet()) {
      String there = "";
      String here = "";
      for (int i = 0; i < TRIES && (i == 0 || !there.equals(here)); i++) {
        TimeUnit.MILLISECONDS.sleep(i == 0 ? 0 : TRY_MILLIS);
        there = digest(cast.databases().in(other), table.getValue(), before);
        here = digest(cast.databases().in(region), table.getValue(), before);
      }
      Map<String, Object> digest = new LinkedHashMap<>();
      digest.put("table", table.getKey());
      digest.put(other, there);
      digest.put(region, here);
      digest.put("equal", there.equals(here));
      digests.add(digest);
    }
    return digests;
  }

  private static String digest(PostgresServer server, String sql, String before)
      throws SQLException {
    try (Connection c = server.connect("shop", "shop-supervisor");
        PreparedStatement s = c.prepareStatement(sql)) {
      s.setString(1, before);
      try (ResultSet row = s.executeQuery()) {
        row.next();
        return "" + row.getString(1);
      }
    }
  }
}
