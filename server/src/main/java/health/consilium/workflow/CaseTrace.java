package health.consilium.workflow;

/**
 * What a module keeps of a case beside its resources, in tables of its own: messages, clocks, links. When the case is erased it
 * goes, too.
 */
public interface CaseTrace {

    /** What it is called in the answer of {@code $purge}, such as {@code notification}. */
    String kind();

    /** How much there is. */
    int count(String caseNumber);

    /** Removes it, in the transaction under way; tells how much that was. Again is no worse than once. */
    int erase(String caseNumber);
}
