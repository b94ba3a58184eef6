package health.consilium.turnaround;

import java.util.List;

/**
 * A step of the chase ladder was taken because a declared emergency is not reviewed. Published once for each step, as
 * {@link ChaseStepTaken} is. Ids and codes only.
 *
 * @param caseNumber number of the case that was opened
 * @param emergency id of the declaration
 * @param step code of {@code CodeSystem/chase-step}
 * @param recipients whom it concerns, as references such as {@code Practitioner/1}; never empty
 */
public record ReviewStepTaken(String caseNumber, String emergency, String step, List<String> recipients) {}
