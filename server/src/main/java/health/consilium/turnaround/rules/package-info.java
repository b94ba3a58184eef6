/** Business time and the chase ladder: pure values, no Spring, no storage, no clock of its own. */
package health.consilium.turnaround.rules;
