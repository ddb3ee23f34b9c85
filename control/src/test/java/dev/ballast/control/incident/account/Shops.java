// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small systems of services, call by call. Calls and answers are given per second. */
public final class Shops {

  public static final String REGION = "here";

  private final SortedMap<Place, Compared> places = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();

  public static Place at(String service) {
    return new Place(new ServiceName(service), REGION);
  }

  /** {@code calls} a second that take so long and of which so many (0..1) fail. */
  public static Tally tally(double calls, double millis, double failing) {
    return new Tally(calls, calls * failing, calls * millis / 1e3);
  }

  /** A service with telemetry of its own. */
  public Shops answers(String service, Tally before, Tally after) {
    places.put(at(service), new Compared(before, after));
    return this;
  }

  /** The same service elsewhere. */
  public Shops answersIn(String region, String service, Tally before, Tally after) {
    places.put(new Place(new ServiceName(service), region), new Compared(before, after));
    return this;
  }

  /** A call to one that tells of its answers, which takes no time on the way. */
  public Shops calls(String client, String server, Tally before, Tally after) {
    return calls(client, server, new Compared(before, after), new Compared(before, after));
  }

  public Shops calls(String client, String server, Compared seen, Compared answered) {
    links.add(new Link(at(client), at(server), seen, answered));
    return this;
  }

  /** A call to one without telemetry. */
  public Shops callsSilent(String client, String server, Tally before, Tally after) {
    return calls(client, server, new Compared(before, after), Compared.NONE);
  }

  public Accounts accounts() {
    return new Accounts(places, links);
  }
}
