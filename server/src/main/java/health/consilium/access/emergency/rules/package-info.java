/** Who may declare an emergency, and how, as values. */
package health.consilium.access.emergency.rules;
