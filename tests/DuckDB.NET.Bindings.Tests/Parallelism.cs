// One test at a time: some weigh the process's memory and force collections, which others running beside them would blur.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
