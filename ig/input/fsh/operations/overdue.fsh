Instance: overdue
InstanceOf: OperationDefinition
Usage: #definition
Title: "Overdue Tasks"
* insert OperationHeader(overdue, Type, Task, false)
* name = "Overdue"
* description = "The open Tasks whose due date has passed, the latest first. A Task whose clock stands still, because it is on hold, is not late."
* insert Parameter(owner, in, 0, 1, Reference, [[Only what this party is late with.]])
* insert Parameter(count, in, 0, 1, integer, [[How many Tasks are returned at most, from 1 to 200. Fifty when absent.]])
* insert Parameter(offset, in, 0, 1, integer, [[How many Tasks to leave out at the beginning, for the next page. None when absent.]])
* insert Parameter(return, out, 1, 1, Bundle, [[Searchset of Tasks. Its total counts all that are late.]])
