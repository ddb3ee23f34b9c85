// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * A parser that stops before hostile text becomes a tree: the composer behind it recurses, so depth
 * has to be limited here.
 */
final class GuardedParser implements Parser {

  /** The text exceeds a limit at a mark. */
  static final class Exceeded extends YamlEngineException {
    final transient Optional<Mark> mark;
    final String what;

    private Exceeded(Event event, String what) {
      super(what);
      this.mark = event.getStartMark();
      this.what = what;
    }
  }

  private final Parser parser;
  private final Limits limits;
  private int depth;
  private int nodes;
  private int documents;

  GuardedParser(Parser parser, Limits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  @Override
  public boolean checkEvent(Event.ID id) {
    return parser.checkEvent(id);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    var event = parser.next();
    switch (event.getEventId()) {
      case DocumentStart -> startDocument((DocumentStartEvent) event);
      case MappingStart, SequenceStart -> open((NodeEvent) event);
      case MappingEnd, SequenceEnd -> depth--;
      case Scalar, Alias -> count(event);
      default -> {}
    }
    return event;
  }

  private void startDocument(DocumentStartEvent event) {
    depth = 0;
    nodes = 0;
    if (++documents > limits.documents()) {
      throw new Exceeded(
          event, "too many documents (expected: at most " + limits.documents() + " in one file)");
    }
  }

  private void open(NodeEvent event) {
    count(event);
    if (++depth > limits.depth()) {
      throw new Exceeded(
          event, "nested too deep (expected: at most " + limits.depth() + " levels)");
    }
  }

  private void count(Event event) {
    if (++nodes > limits.nodes()) {
      throw new Exceeded(
          event, "too many values (expected: at most " + limits.nodes() + " in one document)");
    }
  }
}
