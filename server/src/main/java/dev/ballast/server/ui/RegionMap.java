// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.ArrayList;
import java.util.List;

/** Regions on an ellipse, the first to the left, with a line between any two. */
public record RegionMap(int width, int height, List<Node> nodes, List<Wire> wires) {

  public static final int BOX_WIDTH = 176;
  public static final int BOX_HEIGHT = 64;

  private static final int WIDTH = 680;
  private static final int LOW = 130;
  private static final int HIGH = 300;
  private static final int LINE = 16;
  private static final int MARGIN = 8;

  /** A region; x and y are its box's corner. */
  public record Node(int x, int y, String name, String css, String word, String note) {}

  /** Two regions; x is the middle of the labels. */
  public record Wire(int x1, int y1, int x2, int y2, String css, int x, List<Label> labels) {}

  /** What is said of one direction. */
  public record Label(int y, String text) {}

  /** A region to be placed. */
  record Spot(String name, String css, String word, String note) {}

  /** What is known of one direction. */
  record Way(String from, String to, boolean bad, String text) {}

  static RegionMap of(List<Spot> spots, List<Way> ways) {
    int height = spots.size() < 3 ? LOW : HIGH;
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < spots.size(); i++) {
      Spot spot = spots.get(i);
      double angle = Math.PI + 2 * Math.PI * i / spots.size();
      int x = (int) Math.round((WIDTH - BOX_WIDTH - MARGIN) / 2.0 * (1 + Math.cos(angle)));
      int y = (int) Math.round((height - BOX_HEIGHT - MARGIN) / 2.0 * (1 + Math.sin(angle)));
      nodes.add(
          new Node(
              x + MARGIN / 2, y + MARGIN / 2, spot.name(), spot.css(), spot.word(), spot.note()));
    }
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        Node one = nodes.get(i);
        Node other = nodes.get(j);
        wires.add(wire(one, other, between(one.name(), other.name(), ways)));
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

  private static Wire wire(Node one, Node other, List<Way> ways) {
    int x1 = one.x() + BOX_WIDTH / 2;
    int y1 = one.y() + BOX_HEIGHT / 2;
    int x2 = other.x() + BOX_WIDTH / 2;
    int y2 = other.y() + BOX_HEIGHT / 2;
    int top = (y1 + y2) / 2 - LINE * ways.size() / 2 - 4;
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      labels.add(new Label(top + LINE * i, ways.get(i).text()));
    }
    String css = ways.isEmpty() ? " away" : ways.stream().anyMatch(Way::bad) ? " failing" : "";
    return new Wire(x1, y1, x2, y2, css, (x1 + x2) / 2, labels);
  }
}
