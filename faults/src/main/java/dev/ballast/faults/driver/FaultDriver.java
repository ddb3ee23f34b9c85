// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.util.List;
import java.util.Set;

/**
 * One kind of fault. Every call may come twice: applying what is applied and healing what is healed
 * change nothing. Calls for one order never overlap.
 */
public interface FaultDriver {

  /** What is asked for, such as {@code process.stop}; several drivers may do the same kind. */
  String kind();

  /** Who does it, such as {@code nft}. */
  String name();

  Lease lease();

  /** The names of what can be said about it. */
  Set<String> parameters();

  /** What stands against ever doing it to such a target on this host; empty: it is able to. */
  List<String> probe(FaultAgent.Target target);

  /** Everything that stands against doing it here and now; empty: it can be done. */
  List<String> preflight(Order order);

  Plan plan(Order order);

  /**
   * What will heal it, taken down before anything is done.
   *
   * @throws FaultException when that cannot be told, so that nothing must be done
   */
  List<Undo> arm(Order order) throws FaultException;

  void apply(Order order, List<Undo> undo) throws FaultException;

  /** Whether it is effective, by what can be seen of the target. */
  Verdict verify(Order order, List<Undo> undo);

  /**
   * Moves the end of the lease to {@link Order#lease} from now, where the driver holds it.
   *
   * @throws FaultException when it has ended: it does not come back by this
   */
  void renew(Order order) throws FaultException;

  void heal(Order order, List<Undo> undo) throws FaultException;

  /** Whether nothing is left of it. */
  Verdict proveHealed(Order order, List<Undo> undo);
}
