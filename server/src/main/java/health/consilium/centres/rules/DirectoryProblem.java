package health.consilium.centres.rules;

/**
 * Why a directory file cannot be loaded.
 *
 * @param line line of the file, the header being 1
 * @param column as the header has it; empty where it is about the whole line
 * @param remedy what to do
 */
public record DirectoryProblem(long line, String column, String reason, String remedy) {}
