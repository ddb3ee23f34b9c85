// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Regions on an ellipse, the first to the left, with a line between any two. */
public record RegionMap(int width, int height, List<Node> nodes, List<Wire> wires) {

  public static final int BOX_WIDTH = 176;
  public static final int BOX_HEIGHT = 64;

  private static final int WIDTH = 680;
  private static final int LOW = 130;
  private static final int HIGH = 300;
  private static final int LINE = 16;

  /** A region; x and y are its box's corner. */
  public record Node(int x, int y, String name, String css, String word, String note) {}

  /** Two regions; x and y are where the labels begin, one below the other. */
  public record Wire(
      int x1, int y1, int x2, int y2, String css, int x, int y, List<Label> labels) {}

  /** What is said of one direction. */
  public record Label(int y, String text) {}

  /** A region to be placed. */
  record Spot(String name, String css, String word, String note) {}

  /** What is known of one direction. */
  record Way(String from, String to, boolean bad, String text) {}

  static RegionMap of(List<Spot> spots, List<Way> ways) {
    int height = spots.size() < 3 ? LOW : HIGH;
    Map<String, int[]> centres = new LinkedHashMap<>();
    for (int i = 0; i < spots.size(); i++) {
      double angle = Math.PI + 2 * Math.PI * i / spots.size();
      int x = (int) Math.round(WIDTH / 2.0 + (WIDTH - BOX_WIDTH - 8) / 2.0 * Math.cos(angle));
      int y = (int) Math.round(height / 2.0 + (height - BOX_HEIGHT - 8) / 2.0 * Math.sin(angle));
      centres.put(spots.get(i).name(), new int[] {x, y});
    }
    List<Node> nodes =
        spots.stream()
            .map(
                spot -> {
                  int[] at = centres.get(spot.name());
                  return new Node(
                      at[0] - BOX_WIDTH / 2,
                      at[1] - BOX_HEIGHT / 2,
                      spot.name(),
                      spot.css(),
                      spot.word(),
                      spot.note());
                })
            .toList();
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < spots.size(); i++) {
      for (int j = i + 1; j < spots.size(); j++) {
        wires.add(
            wire(
                centres.get(spots.get(i).name()),
                centres.get(spots.get(j).name()),
                between(spots.get(i).name(), spots.get(j).name(), ways)));
      }
    }
    return new RegionMap(WIDTH, height, nodes, wires);
  }

  private static List<Way> between(String one, String other, List<Way> ways) {
    return ways.stream()
        .filter(
            way ->
                (way.from().equals(one) && way.to().equals(other))
                    || (way.from().equals(other) && way.to().equals(one)))
        .toList();
  }

  private static Wire wire(int[] from, int[] to, List<Way> ways) {
    int x = (from[0] + to[0]) / 2;
    int y = (from[1] + to[1]) / 2 - LINE * ways.size() / 2 - 4;
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      labels.add(new Label(y + LINE * i, ways.get(i).text()));
    }
    String css = ways.isEmpty() ? " away" : ways.stream().anyMatch(Way::bad) ? " failing" : "";
    return new Wire(from[0], from[1], to[0], to[1], css, x, y, labels);
  }
}
