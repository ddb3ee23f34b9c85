// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who does an activity. */
public sealed interface Provider {

  /** Time for an answer where nothing is said. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * A request; its answer has {@code status}, {@code headers} and {@code body}.
   *
   * @param arguments the query of a GET, the body of all others; an empty map for none
   * @param expectedStatus what an action has to be answered; 0 when anything will do
   */
  record Http(
      String url,
      String method,
      Map<String, String> headers,
      Tree arguments,
      Duration connect,
      Duration timeout,
      int expectedStatus,
      boolean verifyTls)
      implements Provider {
    public Http {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    @Override
    public String word() {
      return "http";
    }
  }

  /**
   * A program; its answer has {@code status}, {@code stdout} and {@code stderr}.
   *
   * @param arguments a text for the shell, a list, or a map of flags and values
   */
  record Program(String path, Tree arguments, Duration timeout) implements Provider {
    @Override
    public String word() {
      return "process";
    }
  }

  /** A Python function. */
  record Python(String module, String function, Tree arguments) implements Provider {
    @Override
    public String word() {
      return "python";
    }

    /** Such as {@code os.path.exists}. */
    public String call() {
      return module + "." + function;
    }
  }

  /**
   * A fault in the path of requests or bytes, held in a mesh by a lease.
   *
   * @param request as the mesh's admin API takes it, without owner and lease
   * @param mesh admin API of the mesh; empty for the one that the run is given
   * @param hold how long it is held; zero until the rollbacks begin
   */
  record Fault(String mesh, Tree request, Duration lease, Duration hold) implements Provider {
    @Override
    public String word() {
      return "fault";
    }
  }

  /**
   * A game day on the server, and what one formula says of it. As an action it is held; as a probe,
   * without a plan, it tells what the one that was held has found: {@code met} or {@code missed}.
   *
   * @param plan a resource of kind GameDay; an empty map for none
   * @param finding the formula, such as {@code failover}
   */
  record HeldDay(Tree plan, String finding) implements Provider {
    @Override
    public String word() {
      return "gameday";
    }

    /** Whether one is held, and not only asked about. */
    public boolean isHeld() {
      return plan instanceof Tree.Fields(var entries) && !entries.isEmpty();
    }
  }

  /** Something that was imported and that nobody here can do: running it is refused. */
  record Unsupported(String what, String reason) implements Provider {
    @Override
    public String word() {
      return "unsupported";
    }
  }

  /** As files name it. */
  String word();
}
