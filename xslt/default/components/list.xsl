<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A list: filters, columns that sort, rows, the pages before and after. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section" mode="list">
    <div class="card list list-{@name}" data-section="{@name}">
      <xsl:apply-templates select="." mode="tools"/>
      <xsl:apply-templates select="." mode="table"/>
      <xsl:apply-templates select="self::section[@next or @previous]" mode="pager"/>
    </div>
  </xsl:template>

  <!-- Page sheets give mode columns (cells of the head) and mode row. -->
  <xsl:template match="section" mode="table">
    <table class="rows rows-full">
      <caption class="visually-hidden">
        <xsl:value-of select="cd:text(concat('page.', /page/@name, '.title'))"/>
      </caption>
      <thead>
        <tr><xsl:apply-templates select="." mode="columns"/></tr>
      </thead>
      <tbody>
        <xsl:apply-templates select="*[not(self::filter or self::sort)]" mode="row"/>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="section[not(*[not(self::filter or self::sort)])]" mode="table">
    <p class="empty"><xsl:value-of select="cd:text(concat('empty.', @name))"/></p>
  </xsl:template>

  <xsl:template match="section[filter/option[@selected and @value != ''] or filter/@value][not(*[not(self::filter or self::sort)])]" mode="table" priority="2">
    <p class="empty"><xsl:value-of select="cd:text('list.filtered')"/></p>
  </xsl:template>

  <!-- Nothing to choose from in a list that has never had a row. -->
  <xsl:template match="section" mode="tools"/>

  <xsl:template match="section[filter or sort[2]][*[not(self::filter or self::sort)] or filter/option[@selected and @value != ''] or filter/@value]" mode="tools">
    <div class="list-tools">
      <xsl:apply-templates select="." mode="search"/>
      <xsl:apply-templates select="filter"/>
      <xsl:apply-templates select="self::section[sort[2]]" mode="sorts"/>
    </div>
  </xsl:template>

  <!-- For page sheets: a form for what is typed. -->
  <xsl:template match="section" mode="search"/>

  <xsl:template match="filter">
    <nav class="filter" aria-label="{cd:text('list.filter')} {cd:text(concat('filter.', @name))}">
      <span class="filter-name"><xsl:value-of select="cd:text(concat('filter.', @name))"/></span>
      <ul>
        <xsl:apply-templates select="option"/>
      </ul>
    </nav>
  </xsl:template>

  <!-- What is typed has its place in a page's own form. -->
  <xsl:template match="filter[@typed]"/>

  <xsl:template match="filter/option">
    <li>
      <a href="{@href}">
        <xsl:apply-templates select="@selected"/>
        <xsl:value-of select="cd:text(concat('filter.', ../../@name, '.', ../@name, '.', @value))"/>
      </a>
    </li>
  </xsl:template>

  <xsl:template match="filter/option[@value = '']">
    <li>
      <a href="{@href}">
        <xsl:apply-templates select="@selected"/>
        <xsl:value-of select="cd:text('filter.all')"/>
      </a>
    </li>
  </xsl:template>

  <xsl:template match="filter/option/@selected | sort/@selected">
    <xsl:attribute name="aria-current">true</xsl:attribute>
  </xsl:template>

  <!-- Where rows are stacked the head is gone: the same sorts as links. -->
  <xsl:template match="section" mode="sorts">
    <nav class="filter sorts" aria-label="{cd:text('list.sort')}">
      <span class="filter-name"><xsl:value-of select="cd:text('list.sort')"/></span>
      <ul>
        <xsl:apply-templates select="sort"/>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template match="sort">
    <li>
      <a href="{@href}">
        <xsl:apply-templates select="@selected"/>
        <xsl:value-of select="cd:text(concat('column.', @name))"/>
        <xsl:apply-templates select="@order"/>
      </a>
    </li>
  </xsl:template>

  <!-- The head of a column that sorts. -->
  <xsl:template match="sort" mode="column">
    <th scope="col" class="column-{@name}">
      <xsl:apply-templates select="@order" mode="aria"/>
      <a href="{@href}">
        <xsl:value-of select="cd:text(concat('column.', @name))"/>
        <xsl:apply-templates select="@order"/>
      </a>
    </th>
  </xsl:template>

  <xsl:template match="sort/@order" mode="aria">
    <xsl:attribute name="aria-sort">ascending</xsl:attribute>
  </xsl:template>

  <xsl:template match="sort/@order[. = 'desc']" mode="aria">
    <xsl:attribute name="aria-sort">descending</xsl:attribute>
  </xsl:template>

  <xsl:template match="sort/@order">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">up</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="sort/@order[. = 'desc']">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">down</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="section" mode="pager">
    <nav class="pager" aria-label="{cd:text('list.pages')}">
      <xsl:apply-templates select="@first" mode="pager"/>
      <xsl:apply-templates select="@previous" mode="pager"/>
      <xsl:apply-templates select="@next" mode="pager"/>
    </nav>
  </xsl:template>

  <xsl:template match="section/@*" mode="pager">
    <a class="btn btn-secondary btn-sm pager-{name()}" href="{.}">
      <xsl:value-of select="cd:text(concat('list.', name()))"/>
    </a>
  </xsl:template>

</xsl:stylesheet>
