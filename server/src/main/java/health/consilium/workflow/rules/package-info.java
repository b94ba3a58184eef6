/** The transition table and the pathway: pure values, no Spring, no storage. */
@org.springframework.modulith.NamedInterface("rules")
package health.consilium.workflow.rules;
