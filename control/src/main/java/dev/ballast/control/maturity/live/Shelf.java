// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.model.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What happened, sorted once by whom it is about. */
final class Shelf {

  private final Slice all;
  private final Map<String, Slice> services = new HashMap<>();

  /**
   * What happened to one service, or to all.
   *
   * @param events by name, the oldest first
   * @param touched incidents that it had any part in; {@code stories} those that are its own
   */
  record Slice(
      Map<String, List<Event>> events,
      List<Story> stories,
      List<Story> touched,
      List<Release> releases) {

    static final Slice EMPTY = new Slice(Map.of(), List.of(), List.of(), List.of());

    List<Event> named(String name) {
      return events.getOrDefault(name, List.of());
    }
  }

  Shelf(List<Event> oldestFirst) {
    Collection<Story> stories = stories(oldestFirst);
    List<Release> releases = Release.all(oldestFirst);
    all = slice(oldestFirst, List.copyOf(stories), List.copyOf(stories), releases);
    Map<String, List<Event>> events = new HashMap<>();
    for (Event event : oldestFirst) {
      for (String service : about(event)) {
        events.computeIfAbsent(service, _ -> new ArrayList<>()).add(event);
      }
    }
    Map<String, List<Story>> own = new HashMap<>();
    Map<String, List<Story>> touched = new HashMap<>();
    for (Story story : stories) {
      story.services.forEach(one -> own.computeIfAbsent(one, _ -> new ArrayList<>()).add(story));
      story.touched.forEach(one -> touched.computeIfAbsent(one, _ -> new ArrayList<>()).add(story));
    }
    Map<String, List<Release>> released = new HashMap<>();
    releases.forEach(
        one -> released.computeIfAbsent(one.service(), _ -> new ArrayList<>()).add(one));
    Set<String> names = new TreeSet<>(events.keySet());
    names.addAll(touched.keySet());
    for (String name : names) {
      services.put(
          name,
          slice(
              events.getOrDefault(name, List.of()),
              own.getOrDefault(name, List.of()),
              touched.getOrDefault(name, List.of()),
              released.getOrDefault(name, List.of())));
    }
  }

  private static Slice slice(
      List<Event> events, List<Story> stories, List<Story> touched, List<Release> releases) {
    Map<String, List<Event>> byName = new HashMap<>();
    events.forEach(
        event -> byName.computeIfAbsent(event.name(), _ -> new ArrayList<>()).add(event));
    return new Slice(byName, stories, touched, releases);
  }

  /** Pages say whom they are about in a label. */
  private static Set<String> about(Event event) {
    String service = event.attributes().getOrDefault("service", "");
    String label = event.attributes().getOrDefault("detail_label_service", "");
    Set<String> names = new TreeSet<>(List.of(service, label));
    names.remove("");
    return names;
  }

  private static Collection<Story> stories(List<Event> oldestFirst) {
    Map<String, Story> stories = new LinkedHashMap<>();
    for (Event event : oldestFirst) {
      String id = event.attributes().getOrDefault("id", "");
      if (event.name().startsWith("incident.") && !id.isEmpty()) {
        if (event.name().equals("incident.opened")) {
          stories.putIfAbsent(id, new Story(id, event));
        }
        Story story = stories.get(id);
        if (story != null) {
          story.hear(event);
        }
      }
    }
    stories.values().removeIf(story -> story.merged);
    return stories.values();
  }

  Slice all() {
    return all;
  }

  Slice of(String service) {
    return services.getOrDefault(service, Slice.EMPTY);
  }
}
