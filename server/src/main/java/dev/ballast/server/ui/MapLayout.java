// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives the map's boxes and lines their places: a lane per region, a column per depth of calls. */
final class MapLayout {

  private static final int WIDTH = 164;
  private static final int HEIGHT = 48;
  private static final int PITCH = 64;
  private static final int MARGIN = 18;
  private static final int LEAST_WIDTH = 860;
  private static final int LEAST_GAP = 44;
  private static final int LANE_TOP = 34;
  private static final int LANE_GAP = 26;

  /** Share of failed calls from which a line is red. */
  private static final double FAILING = 0.01;

  private final Board board;
  private final MapGraph graph;
  private final List<List<String>> columns;
  private final Map<String, Integer> laneTop = new HashMap<>();
  private final Map<List<String>, MapView.Node> placed = new LinkedHashMap<>();
  private final int width;
  private final int gap;

  private MapLayout(Board board, MapGraph graph) {
    this.board = board;
    this.graph = graph;
    TreeSet<String> names = new TreeSet<>();
    graph.spots().forEach(spot -> names.add(spot.name()));
    this.columns = MapColumns.of(names, graph.calls());
    int n = Math.max(1, columns.size());
    this.width = Math.max(LEAST_WIDTH, 2 * MARGIN + n * WIDTH + (n - 1) * LEAST_GAP);
    this.gap = n == 1 ? 0 : (width - 2 * MARGIN - n * WIDTH) / (n - 1);
  }

  static MapView of(Board board) {
    return new MapLayout(board, MapGraph.of(board)).draw();
  }

  private MapView draw() {
    TreeMap<String, List<MapGraph.Spot>> lanes = new TreeMap<>();
    graph.spots().forEach(s -> lanes.computeIfAbsent(s.region(), r -> new ArrayList<>()).add(s));
    List<MapView.Lane> drawn = new ArrayList<>();
    int y = 2;
    for (Map.Entry<String, List<MapGraph.Spot>> lane : lanes.descendingMap().entrySet()) {
      int height = place(lane.getKey(), lane.getValue(), y);
      String name = lane.getKey().isEmpty() ? "no region told" : lane.getKey();
      drawn.add(new MapView.Lane(name, y, height));
      y += height + LANE_GAP;
    }
    double busiest = graph.calls().stream().mapToDouble(MapGraph.Call::rps).max().orElse(0);
    List<MapView.Line> lines =
        graph.calls().stream()
            .map(call -> line(call, busiest))
            .flatMap(java.util.Optional::stream)
            .sorted(java.util.Comparator.comparing(MapView.Line::failing))
            .toList();
    return new MapView(
        width,
        Math.max(60, y - LANE_GAP + 2),
        drawn,
        lines,
        List.copyOf(placed.values()),
        graph.folded() ? "folded by team: more than " + MapGraph.MOST + " places" : "");
  }

  /** Places one lane's boxes; the answer is the lane's height. */
  private int place(String region, List<MapGraph.Spot> spots, int top) {
    Map<String, MapGraph.Spot> byName = new HashMap<>();
    spots.forEach(spot -> byName.put(spot.name(), spot));
    laneTop.put(region, top);
    int rows =
        columns.stream()
            .mapToInt(column -> (int) column.stream().filter(byName::containsKey).count())
            .max()
            .orElse(1);
    int body = Math.max(1, rows) * PITCH;
    for (int c = 0; c < columns.size(); c++) {
      List<String> here = columns.get(c).stream().filter(byName::containsKey).toList();
      int offset = (body - here.size() * PITCH) / 2;
      for (int r = 0; r < here.size(); r++) {
        MapGraph.Spot spot = byName.get(here.get(r));
        if (spot != null) {
          int y = top + LANE_TOP + offset + r * PITCH;
          placed.put(List.of(spot.name(), region), node(spot, MARGIN + c * (WIDTH + gap), y));
        }
      }
    }
    return LANE_TOP + body - (PITCH - HEIGHT) + 16;
  }

  private MapView.Node node(MapGraph.Spot spot, int x, int y) {
    boolean one = spot.members().size() == 1;
    Place first = spot.members().getFirst();
    String corner =
        one && board.lastChanges().containsKey(first.service()) && isUnwell(spot.health())
            ? version(first)
            : "";
    return new MapView.Node(
        "node-" + spot.region() + "-" + spot.name(),
        x,
        y,
        WIDTH,
        HEIGHT,
        Tone.of(spot.health()),
        shortened(spot.name(), corner.isEmpty() ? 20 : 13),
        note(spot),
        corner,
        one ? "/services/" + first.service().value() : "/services",
        one
            ? board.health().of(first).map(h -> first + ": " + h.text()).orElse(first + ": unknown")
            : spot.members().size() + " services of " + spot.name());
  }

  private static boolean isUnwell(Health health) {
    return health == Health.UNHEALTHY || health == Health.DEGRADED;
  }

  private String version(Place place) {
    var change = board.lastChanges().get(place.service());
    String version =
        change != null && change.name().equals("change.deployed")
            ? change.attributes().getOrDefault("version", "")
            : "";
    return version.length() > 9 ? "" : version;
  }

  private static String note(MapGraph.Spot spot) {
    if (spot.members().size() > 1) {
      return spot.members().size() + " services";
    }
    Traffic traffic = spot.traffic();
    if (!traffic.measured()) {
      return "no requests seen";
    }
    String rate = Sight.rate(traffic.rps()) + " req/s";
    if (traffic.errorRatio() >= FAILING) {
      return rate + " · " + Sight.percent(traffic.errorRatio()) + " err";
    }
    String took = Sight.took(traffic.p99Seconds(), traffic.meanSeconds());
    return took.equals(Sight.UNKNOWN) ? rate : rate + " · " + took;
  }

  private java.util.Optional<MapView.Line> line(MapGraph.Call call, double busiest) {
    MapView.Node from = placed.get(List.of(call.client(), call.clientRegion()));
    MapView.Node to = placed.get(List.of(call.server(), call.serverRegion()));
    if (from == null || to == null) {
      return java.util.Optional.empty();
    }
    boolean away = !call.clientRegion().equals(call.serverRegion());
    double strength = busiest > 0 ? Math.sqrt(call.rps() / busiest) : 0;
    boolean failing = call.rps() > 0 && call.errorRatio() >= FAILING;
    String title =
        "%s → %s: %s req/s, %s errors"
            .formatted(
                call.client(),
                call.server(),
                Sight.rate(call.rps()),
                call.rps() > 0 ? Sight.percent(call.errorRatio()) : "no");
    return java.util.Optional.of(
        new MapView.Line(
            curve(from, to),
            String.format(Locale.ROOT, "%.1f", 1 + 2.5 * strength),
            failing,
            away,
            title));
  }

  private static String curve(MapView.Node from, MapView.Node to) {
    int y1 = from.y() + HEIGHT / 2;
    int y2 = to.y() + HEIGHT / 2;
    int x1 = from.x() + WIDTH;
    int x2 = to.x();
    if (x2 > x1) {
      int bend = Math.min(60, (x2 - x1) / 2);
      return "M%d %dC%d %d %d %d %d %d".formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
    }
    // To the same column or back: out on the right and in on the right.
    int end = to.x() + WIDTH;
    int out = Math.max(x1, end) + 34;
    return "M%d %dC%d %d %d %d %d %d".formatted(x1, y1, out, y1, out, y2, end, y2);
  }

  private static String shortened(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }
}
